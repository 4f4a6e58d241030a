"""How people set up one-on-ones and read about them, for tests that are about what happens then."""

from datetime import datetime

import sqlalchemy as sa

from bot.features.one_on_ones.models import Meeting, Series
from bot.features.people.models import Person
from bot.features.workspace.models import Workspace
from bot.platform.database import Database
from bot.sandbox.hands.seen import Seen
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.views import View
from bot.sandbox.slack.words import words_in

WORKSPACE, MAYA, ANA, LEO = "T0TEND0001", "U0MAYA0001", "U0ANA00001", "U0LEO00001"
ASKED = "Your one-on-one with"
INVITED = "Somebody would like to set something up with you"


def set_up(tend: Sandbox, line: str, *, by: str = "maya") -> str:
    """Set up a series with ``/1on1 line``; what its organizer reads."""
    said = tend.hands(by).types(f"/1on1 {line}").words
    assert "Set up for you." in said, said
    return said


def listed(tend: Sandbox, handle: str) -> Message:
    """The answer to ``/1on1``."""
    [message] = tend.hands(handle).types("/1on1")
    return message


def invitations_of(tend: Sandbox, handle: str) -> list[Message]:
    """The invitations that have reached a person."""
    return [message for message in tend.workspace.in_dm(handle) if message.text == INVITED]


def join(tend: Sandbox, handle: str) -> None:
    """Press *Looks good* on the latest invitation."""
    tend.hands(handle).press(invitations_of(tend, handle)[-1], "Looks good")


def cards_of(tend: Sandbox, handle: str) -> list[Message]:
    """The cards that have reached a person, oldest first."""
    return [message for message in tend.workspace.in_dm(handle) if message.text == "A few things for today"]


def cards_naming(tend: Sandbox, handle: str, words: str) -> list[Message]:
    """Those of them on which ``words`` stand, as they read now."""
    return [card for card in cards_of(tend, handle) if words in card.words]


def more(tend: Sandbox, handle: str, choice: str, *, near: str | None = None) -> Seen:
    """Choose ``choice`` behind *More* on a fresh ``/1on1``, on the series at ``near``."""
    return tend.hands(handle).choose(listed(tend, handle), "More", choice, near=near)


def more_form(tend: Sandbox, handle: str, choice: str, *, near: str | None = None) -> View:
    """The same, for a choice that opens a form."""
    form = more(tend, handle, choice, near=near).modal
    assert form is not None
    return form


def end(tend: Sandbox, handle: str, *, near: str | None = None) -> str:
    """End a series by way of the list; what its owner reads."""
    return submitted(tend, handle, more_form(tend, handle, "End", near=near))


def submitted(tend: Sandbox, handle: str, form: View) -> str:
    """Submit a form that is in order, and close the page that comes in its place; what stood on it."""
    hands = tend.hands(handle)
    wrong = hands.submit(form)
    assert wrong is None, wrong
    page = tend.workspace.modal_of(handle)
    assert page is not None
    hands.close(page)
    return words_on(page)


def words_on(view: View | None) -> str:
    """All that can be read on a modal."""
    assert view is not None
    return words_in(view.blocks)


def meetings_in(database: Database) -> list[Meeting]:
    """Every meeting there is, by its beginning."""
    with database.reading() as session:
        return list(session.scalars(sa.select(Meeting).order_by(Meeting.starts_at, Meeting.id)))


def series_in(database: Database) -> Series:
    """The only series there is."""
    with database.reading() as session:
        return session.scalars(sa.select(Series)).one()


def fill_with_people(database: Database, *, zones: dict[str, str], now: datetime) -> None:
    """A workspace with people in it, by id and zone, in an empty database."""
    with database.transaction() as session:
        session.add(
            Workspace(id=WORKSPACE, name="Harbour", url="", bot_user_id="U0TENDBOT1", people_read_at=now)
        )
        session.flush()
        for person_id, zone in zones.items():
            session.add(Person(workspace_id=WORKSPACE, id=person_id, name=person_id, zone=zone))
