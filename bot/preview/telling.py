"""Say what a preview found: who gets what, when by their own clock, and why. No word that anybody wrote."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.cards.models import CardLine
from bot.features.cards.service import PURPOSE as CARD
from bot.features.people.models import Person
from bot.platform.delivery.models import Kind, OutboxMessage, State
from bot.platform.working_time import zone_named

# What a person's card names, in one and in many, and why it comes. All suggestions read alike: what somebody
# is offered is theirs to know.
_SUGGESTION = ("suggestion", "suggestions", "they asked for one now and then, or chose whom to keep up with")
ON_CARDS: dict[str, tuple[str, str, str]] = {
    "digest": ("weekly digest", "weekly digests", "it is the day of their digest"),
    "one_on_ones": ("one-on-one", "one-on-ones", "one comes before their next card, or is over"),
    "one_on_one_news": ("piece of news", "pieces of news", "a one-on-one of theirs was changed"),
    "follow_ups": ("promise", "promises", "due, and neither done nor let go"),
    "agenda_items": ("agenda item", "agenda items", "there is something new on a shared agenda"),
    "shoutouts": ("thank-you", "thank-yous", "it waited for their card"),
    "long_waiting": _SUGGESTION,
    "questions": _SUGGESTION,
    "in_touch": _SUGGESTION,
    "presence": _SUGGESTION,
    "appreciating": _SUGGESTION,
}
ALONE: dict[str, tuple[str, str]] = {
    "one_on_ones.early": ("a one-on-one, told early", "they chose to be told so long before"),
    "one_on_ones.invitation": ("an invitation to a one-on-one", "somebody set one up with them"),
    "one_on_ones.moved_told": ("a one-on-one was moved", "it is today, or before their next card"),
    "one_on_ones.off": ("a one-on-one is off", "it would be before their next card"),
    "one_on_ones.calendar_file": ("a calendar file", "they asked for it"),
    "reconnections.reminder": ("a reminder", "they asked for it at this time"),
    "reconnections.words": ("their own words", "they asked for them"),
    "shoutouts.privately": ("a thank-you for them alone", "somebody thanked them"),
    "shoutouts.question": ("how thanks should reach them", "they were thanked for the first time"),
    "shoutouts.thanked_back": ("thanks back", "somebody they thanked answered"),
    "shoutouts.was_taken_down": ("a shout-out was taken down", "they gave it"),
    "shoutouts.post": ("a shout-out", "somebody pressed Post"),
    "shoutouts.friday_thread": ("the Friday thread", "an admin switched it on"),
    "shoutouts.round_up": ("the monthly round-up", "an admin switched it on"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One message. ``at`` is on the clock of ``who``; of a channel, in UTC."""

    at: str
    who: str
    what: str
    why: str


def lines_of(
    session: Session, workspace_id: str, *, since: datetime, person_id: str | None = None
) -> list[Line]:
    """What was sent in a played copy, oldest first: all of it, or what ``person_id`` got."""
    asked = sa.select(
        OutboxMessage.id,
        OutboxMessage.person_id,
        OutboxMessage.channel_id,
        OutboxMessage.purpose,
        OutboxMessage.subject_id,
        OutboxMessage.ended_at,
    ).where(
        OutboxMessage.workspace_id == workspace_id,
        OutboxMessage.state == State.SENT,
        OutboxMessage.kind.in_((Kind.POST, Kind.FILE)),
        OutboxMessage.ended_at >= since,
        # That somebody asked for a copy of their data is theirs alone to know.
        OutboxMessage.purpose.not_like("privacy.%"),
    )
    if person_id is not None:
        asked = asked.where(OutboxMessage.person_id == person_id)
    sent = session.execute(asked.order_by(OutboxMessage.ended_at, OutboxMessage.id)).all()
    people = {
        id_: (name, zone)
        for id_, name, zone in session.execute(
            sa.select(Person.id, Person.name, Person.zone).where(Person.workspace_id == workspace_id)
        )
    }
    found = []
    for row in sent:
        name, zone = people.get(row.person_id or "", (row.person_id, "UTC"))
        what, why = (
            _card(session, row.subject_id)
            if row.purpose == CARD
            else ALONE.get(row.purpose, ("a message", "of a kind that has no line here yet"))
        )
        local = row.ended_at.astimezone(zone_named(zone))
        who = f"{_on_one_line(name)} ({row.person_id})" if row.person_id else f"#{row.channel_id}"
        clock = f"{local:%a %Y-%m-%d %H:%M}" + ("" if row.person_id else " UTC")
        found.append(Line(clock, who, what, why))
    return found


def table(lines: Sequence[Line], *, days: int, stumbled: Sequence[str] = ()) -> Iterator[str]:
    """The lines as an operator reads them."""
    if lines:
        rows = [Line("when (their clock)", "who", "what", "why"), *lines]
        at, who, what = (max(len(getattr(row, name)) for row in rows) for name in ("at", "who", "what"))
        for row in rows:
            yield f"{row.at:<{at}}  {row.who:<{who}}  {row.what:<{what}}  {row.why}"
        yield ""
    many = f"{len(lines)} messages" if len(lines) != 1 else "1 message"
    span = f"{days} days" if days != 1 else "day"
    yield (
        f"{many} in the next {span}, if nobody presses or types anything until then. "
        "Nothing was sent, and nothing changed."
    )
    if stumbled:
        yield f"Something may be missing: these stumbled and would do so for real: {', '.join(stumbled)}."


def _card(session: Session, card_id: int | None) -> tuple[str, str]:
    sections = session.scalars(
        sa.select(CardLine.section).where(CardLine.card_id == card_id).order_by(CardLine.subject_id)
    ).all()
    counted: Counter[tuple[str, str, str]] = Counter()
    for name in ON_CARDS:
        counted[ON_CARDS[name]] += sections.count(name)
    named = [
        (f"{many} {one if many == 1 else more}", why) for (one, more, why), many in counted.items() if many
    ]
    what = ", ".join(what for what, _ in named)
    return f"the day's card: {what}" if what else "the day's card", "; ".join(why for _, why in named)


def _on_one_line(name: str | None) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in name or "").split())
