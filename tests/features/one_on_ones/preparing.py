"""How people get ready for a meeting and look back on those that were, and all that somebody can see."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from bot.features.one_on_ones.content import AgendaKind, skeletons
from bot.features.one_on_ones.models import Series
from bot.features.one_on_ones.promises.service import note
from bot.features.people import reporting_lines
from bot.features.people.models import Relation
from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.refusals import NotThere
from bot.sandbox.slack.views import View
from bot.sandbox.slack.words import words_in
from tests.features.one_on_ones.arranging import cards_naming, join, listed, set_up

NOTES = "Your notes. Only you ever see them."
MAYA, SAM = "U0MAYA0001", "U0SAM00001"


def maya_leads_sam(tend: Sandbox) -> None:
    """A shared series between a manager and her report, Thursdays at 14:00 in Berlin; it is Wednesday."""
    with tend.database.transaction() as session:
        reporting_lines.say(
            session,
            tend.workspace.team_id,
            person_id=MAYA,
            other_id=SAM,
            relation=Relation.REPORT,
            now=tend.now(),
        )
    set_up(tend, "@sam weekly thursday 14:00")
    join(tend, "sam")


def front(tend: Sandbox, handle: str) -> View:
    """The modal in front of a person."""
    view = tend.workspace.modal_of(handle)
    assert view is not None
    return view


def page_words(view: View) -> str:
    """What stands on it, with what is filled in."""
    return f"{words_in(view.blocks)}\n{view.filled}"


@contextmanager
def preparing(tend: Sandbox, handle: str) -> Iterator[View]:
    """The page to get ready on, opened from the list; closed again if it is still open then."""
    tend.hands(handle).press(listed(tend, handle), "Prepare")
    yield front(tend, handle)
    close_all(tend, handle)


def keep_notes(tend: Sandbox, handle: str, text: str | None) -> str:
    """Note that; what is read then."""
    with preparing(tend, handle) as page:
        tend.hands(handle).choose(page, NOTES, text)
        assert tend.hands(handle).submit(page) is None
        return page_words(front(tend, handle))


def noted(tend: Sandbox, handle: str) -> str | None:
    """What stands in the field for one's own notes."""
    with preparing(tend, handle) as page:
        value: str | None = page.filled["notes"]["notes"]["value"]
        return value


def close_all(tend: Sandbox, handle: str) -> None:
    """Close whatever is open."""
    open_now = tend.workspace.modal_of(handle)
    if open_now is not None:
        tend.hands(handle).close(open_now, all_of_them=True)


def move_next(tend: Sandbox, handle: str, *, day: date, at: str) -> None:
    """Move the next meeting."""
    hands = tend.hands(handle)
    hands.press(listed(tend, handle), "Moved")
    form = front(tend, handle)
    hands.fill(form, {"On which day?": day, "At what time?": at})
    assert hands.submit(form) is None
    close_all(tend, handle)


def say_held(tend: Sandbox, handle: str) -> Message:
    """Press *Held* on the card that asks; the card."""
    card = cards_naming(tend, handle, "did it happen?")[-1]
    tend.hands(handle).press(card, "Held")
    return card


def look_back(tend: Sandbox, handle: str, card: Message, *, label: str = "Earlier meetings") -> View:
    """Press *Notes* on a card on which *Held* was pressed: the page of what was."""
    close_all(tend, handle)
    tend.hands(handle).press(card, label)
    return front(tend, handle)


def write_for_both(tend: Sandbox, handle: str, page: View, text: str) -> dict[str, str] | None:
    """Write a note for both on that page; what was wrong with it."""
    hands = tend.hands(handle)
    hands.press(page, "Write a note for both")
    form = front(tend, handle)
    hands.choose(form, "What is worth keeping of it?", text)
    return hands.submit(form)


def promise(tend: Sandbox, handle: str, text: str, *, is_theirs: bool = False) -> None:
    """Note what one promised in the only series that runs, or with ``is_theirs`` what the other did.

    For a week from today.
    """
    person = tend.workspace.person(handle)
    with tend.database.transaction() as session:
        running = session.scalars(sa.select(Series).where(Series.ended_at.is_(None))).one()
        note(
            session,
            running,
            by=person.id,
            is_theirs=is_theirs,
            words=text,
            due_on=tend.now().date() + timedelta(days=7),
            now=tend.now(),
        )


def choose_repair(tend: Sandbox, handle: str) -> None:
    """Let the next meeting follow the agenda for a repair."""
    hands = tend.hands(handle)
    hands.press(listed(tend, handle), "Agenda")
    hands.choose(front(tend, handle), "Another agenda, seen by both", skeletons()[AgendaKind.REPAIR].title)
    close_all(tend, handle)


def forged(tend: Sandbox, action_id: str, value: str) -> Message:
    """A message with one button that nobody was given."""
    button = {"type": "button", "action_id": action_id, "value": value}
    button["text"] = {"type": "plain_text", "text": "Press"}  # type: ignore[assignment]
    blocks = [{"type": "actions", "block_id": "forged", "elements": [button]}]
    return tend.workspace.post("#general", author=tend.workspace.bot, text="x", blocks=blocks)


def all_that_is_seen(tend: Sandbox, handle: str) -> str:
    """Every message, page and form that somebody can get to see, in one text."""
    hands = tend.hands(handle)
    close_all(tend, handle)
    seen = [hands.types(line).words for line in ("/1on1", "/digest", "/followups", "/tend")]
    close_all(tend, handle)
    for label in ("Agenda", "Prepare", "Earlier meetings", "Held"):
        on_the_list = hands.types("/1on1")  # a form in front of whoever has none
        close_all(tend, handle)
        for message in [*on_the_list, *tend.workspace.in_dm(handle)]:
            try:
                hands.press(message, label)
            except NotThere:
                continue
            shown = tend.workspace.modal_of(handle)
            seen += [page_words(shown)] if shown else []
            close_all(tend, handle)
    home = hands.opens_home()
    seen += [page_words(home)] if home else []
    for place in ("#general", "#shout-outs", "@tend"):
        channel = tend.workspace.direct_message(handle) if place == "@tend" else place
        seen += [message.words for message in tend.workspace.seen_by(handle, channel)]
        seen += [message.text for message in tend.workspace.seen_by(handle, channel)]
    return "\n".join(seen)


def at(day: int, hour: int) -> datetime:
    """In October 2026, UTC: Berlin is two hours ahead until the 25th."""
    return utc(2026, 10, day, hour)
