"""The settings form: the hour, the working days, the public holidays, how long to be nudged."""

from datetime import datetime, time

from sqlalchemy.orm import Session

from bot.features.people import enrolments
from bot.features.people.models import Enrolment, Persistence
from bot.platform.errors import UserError
from bot.platform.inbound import forms
from bot.platform.inbound.asker import Asker, Body
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import words

FORM = "home.settings"

_HOURS = [time(hour, minute) for hour in range(6, 21) for minute in (0, 30) if (hour, minute) <= (20, 0)]
_WEEKDAYS = "0123456"
_LONGEST_COUNTRY = 32


def form(chosen: Enrolment | None) -> Block:
    """The form, with what the person has chosen so far."""
    said = words("home/settings")
    card_at = chosen.card_at if chosen else time(9)
    weekdays = chosen.weekdays if chosen else "01234"
    persistence = chosen.persistence if chosen else Persistence.STANDARD
    days = {day: option(said.plain(f"day_{day}"), value=day) for day in _WEEKDAYS}
    ways = {way: option(said.plain(f"way_{way}"), value=way) for way in Persistence}
    hours = {at: option(f"{at:%H:%M}", value=f"{at:%H:%M}") for at in sorted({*_HOURS, card_at})}
    return block_kit.modal(
        said.plain("title"),
        blocks=[
            block_kit.input_(
                said.plain("card_at"),
                element=elements.static_select(
                    "card_at", options=list(hours.values()), initial=hours[card_at]
                ),
                block_id="card_at",
                hint=said.plain("card_at_hint"),
            ),
            block_kit.input_(
                said.plain("weekdays"),
                element=elements.checkboxes(
                    "weekdays", options=list(days.values()), initial=[days[day] for day in weekdays]
                ),
                block_id="weekdays",
            ),
            block_kit.input_(
                said.plain("country"),
                element=elements.plain_text_input(
                    "country", initial=chosen.country if chosen else None, max_length=_LONGEST_COUNTRY
                ),
                block_id="country",
                hint=said.plain("country_hint"),
                optional=True,
            ),
            block_kit.input_(
                said.plain("persistence"),
                element=elements.radio_buttons(
                    "persistence", options=list(ways.values()), initial=ways[Persistence(persistence)]
                ),
                block_id="persistence",
            ),
        ],
        callback_id=FORM,
        submit=said.plain("submit"),
        close=said.plain("close"),
    )


def keep(session: Session, asker: Asker, body: Body, *, now: datetime) -> None:
    """Keep what was filled in. Raises UserError when no working day is left or no such country is known."""
    weekdays = "".join(sorted(day for day in forms.several(body, "weekdays") if day in _WEEKDAYS))
    if not weekdays:
        raise UserError(words("home/settings").plain("no_day"), field="weekdays")
    enrolments.choose_country(
        session, asker.workspace_id, asker.person_id, country=forms.text(body, "country").strip(), now=now
    )
    hour, minute = (forms.chosen(body, "card_at") or "09:00").split(":")
    enrolments.choose_working_days(session, asker.workspace_id, asker.person_id, weekdays=weekdays, now=now)
    enrolments.choose_persistence(
        session,
        asker.workspace_id,
        asker.person_id,
        persistence=Persistence(forms.chosen(body, "persistence") or Persistence.STANDARD),
        now=now,
    )
    enrolments.choose_hour(
        session, asker.workspace_id, asker.person_id, at=time(int(hour), int(minute)), now=now
    )
