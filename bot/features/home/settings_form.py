"""The settings form: when somebody works, when and how often they are written to, in which language."""

from datetime import time

from sqlalchemy.orm import Session

from bot.features.home import peace
from bot.features.people import days_off, enrolments
from bot.features.people.card_hours import CARD_HOURS
from bot.features.people.models import Enrolment, Persistence
from bot.features.people.reader import Reader
from bot.features.questions.overlays import FALLBACK, folders_of, languages
from bot.features.shoutouts.appreciating import service as appreciating
from bot.features.shoutouts.receiving import preferences
from bot.features.shoutouts.writing import forms as shoutout_forms
from bot.features.workspace import service as workspaces
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import Words, words

FORM = "home.settings"
AS_IN_SLACK = "as_in_slack"
WEEKDAYS = "0123456"
AWAY_FROM, AWAY_UNTIL = "away_from", "away_until"
NAMES, APPRECIATE, STATUS = "names", "appreciate", "status"
"""What may stand in the digest, and on a card, if it is wanted; and whether Slack's status says *away*."""

_LONGEST_COUNTRY = 32
_NEXT_DAYS_OFF = 3


def form(session: Session, reader: Reader) -> Block:
    """The form, with what the reader has chosen so far."""
    chosen = enrolments.enrolment(session, reader.workspace_id, reader.person_id)
    chosen = chosen or _unchosen(workspaces.workspace_of(session, reader.workspace_id).card_at)
    said = words("home/settings")
    way = preferences.preference_of(session, reader.workspace_id, reader.person_id)
    return block_kit.modal(
        said.plain("title"),
        blocks=[
            *_working_time(chosen, said),
            *_days_off(session, reader, said),
            *_messages(session, reader, chosen, said),
            _language(chosen, said),
            *shoutout_forms.settings(way)["blocks"],
            block_kit.context(said["pause_and_stop"]),
            block_kit.context(peace.in_settings(session, reader.workspace_id, reader.person_id)),
        ],
        callback_id=FORM,
        submit=said.plain("submit"),
        close=said.plain("close"),
    )


def known_languages() -> list[str]:
    """Every language in which all of the content is there, by its code."""
    return sorted(languages(folders_of(None)) | {FALLBACK})


def _unchosen(card_at: time) -> Enrolment:
    return Enrolment(
        card_at=card_at,
        weekdays="01234",
        opens=time(9),
        closes=time(17),
        digest_day=0,
        names_in_digest=False,
        heeds_status=False,
        persistence=Persistence.STANDARD,
    )


def _working_time(chosen: Enrolment, said: Words) -> list[Block]:
    days = {day: option(said.plain(f"day_{day}"), value=day) for day in WEEKDAYS}
    # An hour that was chosen before hours were asked for counts as one of them.
    opens, closes = min(chosen.opens, chosen.card_at), chosen.closes
    if closes <= chosen.card_at:
        closes = time(min(chosen.card_at.hour + 1, 23), chosen.card_at.minute)
    return [
        _select("card_at", said, _clock({*CARD_HOURS, chosen.card_at}), f"{chosen.card_at:%H:%M}", hint=True),
        _input("opens", said, elements.timepicker("opens", initial=opens)),
        _input("closes", said, elements.timepicker("closes", initial=closes), hint=True),
        _input(
            "weekdays",
            said,
            elements.checkboxes(
                "weekdays", options=list(days.values()), initial=[days[day] for day in chosen.weekdays]
            ),
        ),
        _input(
            "country",
            said,
            elements.plain_text_input("country", initial=chosen.country, max_length=_LONGEST_COUNTRY),
            hint=True,
            optional=True,
        ),
    ]


def _days_off(session: Session, reader: Reader, said: Words) -> list[Block]:
    """Those that are noted, and two empty days to note more."""
    coming = days_off.days_off_of(session, reader.workspace_id, reader.person_id, now=reader.now)
    spoken = [days_off.spoken(stretch, today=reader.today) for stretch in coming[:_NEXT_DAYS_OFF]]
    return [
        block_kit.context(words("home/settings", coming=spoken)["days_off"]),
        _input(AWAY_FROM, said, elements.datepicker(AWAY_FROM), optional=True),
        _input(AWAY_UNTIL, said, elements.datepicker(AWAY_UNTIL), hint=True, optional=True),
    ]


def _messages(session: Session, reader: Reader, chosen: Enrolment, said: Words) -> list[Block]:
    ways = {way: option(said.plain(f"way_{way}"), value=way) for way in Persistence}
    days = {day: said.plain(f"day_{day}") for day in WEEKDAYS}
    extras = {extra: option(said.plain(extra), value=extra) for extra in (NAMES, APPRECIATE, STATUS)}
    wanted = {
        NAMES: chosen.names_in_digest,
        STATUS: chosen.heeds_status,
        APPRECIATE: appreciating.is_wanted(session, reader.workspace_id, reader.person_id),
    }
    return [
        _input(
            "persistence",
            said,
            elements.radio_buttons(
                "persistence",
                options=list(ways.values()),
                initial=ways[Persistence(chosen.persistence)],
            ),
        ),
        _select("digest_day", said, days, str(chosen.digest_day), hint=True),
        _input(
            "extras",
            said,
            elements.checkboxes(
                "extras",
                options=list(extras.values()),
                initial=[extras[extra] for extra, is_wanted in wanted.items() if is_wanted],
            ),
            optional=True,
        ),
    ]


def _language(chosen: Enrolment, said: Words) -> Block:
    choices = {AS_IN_SLACK: said.plain(AS_IN_SLACK)}
    for code in {*known_languages(), *([chosen.language] if chosen.language else [])}:
        choices[code] = said.plain(f"language_{code}") if said.has(f"language_{code}") else code
    ordered = dict(sorted(choices.items(), key=lambda choice: (choice[0] != AS_IN_SLACK, choice[1])))
    return _select("language", said, ordered, chosen.language or AS_IN_SLACK, hint=True)


def _clock(hours: set[time]) -> dict[str, str]:
    return {f"{at:%H:%M}": f"{at:%H:%M}" for at in sorted(hours)}


def _select(field: str, said: Words, choices: dict[str, str], chosen: str, *, hint: bool = False) -> Block:
    options = {value: option(label, value=value) for value, label in choices.items()}
    element = elements.static_select(field, options=list(options.values()), initial=options[chosen])
    return _input(field, said, element, hint=hint)


def _input(
    field: str, said: Words, element: Block, *, hint: bool = False, optional: bool | None = None
) -> Block:
    return block_kit.input_(
        said.plain(field),
        element=element,
        block_id=field,
        hint=said.plain(f"{field}_hint") if hint else None,
        optional=optional,
    )
