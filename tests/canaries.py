"""A word that stands out in every encrypted column: typed by its person where it can be, else as a row."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from bot.features.people import directory
from bot.platform.database import EncryptedText
from bot.sandbox.sandbox import Sandbox
from bot.schema import METADATA
from tests.features.digest.test_canaries import keep_an_own_act
from tests.features.digest.weeks import lead
from tests.features.home.looking import start
from tests.features.one_on_ones.addressing import made, secret_in
from tests.features.one_on_ones.test_canaries import plant
from tests.features.one_on_ones.witness import close_all
from tests.features.reconnections import test_expectations as expectations
from tests.features.reconnections.acting import write
from tests.features.reconnections.test_nobody_else_learns_of_it import do_everything
from tests.features.workspace.deciding import TEAM, decide

MAYA, LEO = "U0MAYA0001", "U0LEO00001"
ADMIN = "leo"
OTHERS = ("sam", "ana", "leo", "priya", "kofi")
"""Who leads Maya, whom she wrote most about, an admin, a colleague, and somebody who never began."""

# What Maya, and as the workspace's own words Leo, typed: the column, and the words that must be in it.
TYPED: dict[str, str | None] = {
    "act_drafts.content": "canary-words-of-a-draft",
    "act_reminders.words": "canary: Ana, how are you?",
    "agenda_items.words": "canary-item",
    "agenda_items.link": "/archives/C0TIDE0001/p",
    "calendar_feeds.secret": None,  # it is made, and comes back from typed_by_maya
    "expectations.words": "canary-expectation",
    "follow_ups.words": "canary-promise",
    "own_presence_acts.words": "canary-own-act",
    "preparations.words": "canary-preparation",
    "shoutouts.did": "canary-draft",
    "workspaces.serious_contacts": "canary-contact",
    "workspaces.confidential_words": "canary-project",
}
# One of a few words of ours, which stand in many a text: changing it must change nothing that others read.
CODED: dict[str, tuple[str, str]] = {
    "acts.felt": ("helped", "harder"),
    "act_reminders.act": ("ask", "own"),
    "act_reminders.felt": ("helped", "too_soon"),
    "handed_words.act": ("ask", "own"),
    "own_sides.side": ("tense", "healthy"),
    "questions_shown.state": ("tense", "healthy"),
    "questions_shown.why": (
        '[["state", "tense"], ["theme_is_new", "rhythm"]]',
        '[["state", "healthy"], ["theme_is_new", "support"]]',
    ),
}
# Nobody's own: of these only a row can be made, and nobody at all is ever shown what is in it.
OF_NOBODY = {
    "key_checks.word",
    "erasure_keys.key",
    "figure_reports.counted",
    "installations.bot_token",
    "installations.refresh_token",
}
# The way out itself. Each row that comes into it is looked at, for whom it is and what is in it.
LOOKED_AT_AS_IT_COMES = {"outbox_messages.content"}
BY_ROW = {
    "follow_ups.link",
    "shared_notes.words",
    "shoutouts.occasion",
    "shoutouts.effect",
    "shoutouts.team",
    "shoutouts.value",
    "shoutouts.occasion_link",
}

# Whom a month counted is read again in the month after.
AS_IT_IS_KEPT = {"figure_reports.counted": '{"members": ["{words}"], "stopped": []}'}
WHERE_SHARING_IS_THE_PURPOSE = {
    "workspaces.serious_contacts": "whom to turn to: whoever has something more serious reads it",
    "workspaces.confidential_words": "the admins' own list, which admins read on its form",
}


def encrypted_columns(metadata: sa.MetaData = METADATA) -> list[sa.Column[Any]]:
    """Every column whose words are encrypted."""
    return [
        column
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, EncryptedText)
    ]


def without_a_canary(metadata: sa.MetaData = METADATA) -> set[str]:
    """The encrypted columns for which nothing is planted here."""
    covered = TYPED.keys() | CODED.keys() | OF_NOBODY | LOOKED_AT_AS_IT_COMES | BY_ROW
    return {str(column) for column in encrypted_columns(metadata)} - covered


def typed_by_maya(tend: Sandbox) -> list[str]:
    """Maya does all there is, mostly about Sam, who leads her, and Ana; the words that only she may read."""
    _leo_is_the_admin(tend)
    start(tend, "maya", *OTHERS[:-1])
    lead(tend, "sam", "maya")
    contact = {"Whom can people turn to with something more serious?": "canary-contact"}
    assert decide(tend, "Contacts", contact, handle=ADMIN) is None
    confidential = {"Names that are not public yet": "canary-project"}
    assert decide(tend, "Values and names", confidential, handle=ADMIN) is None
    plant(tend)
    private = do_everything(tend)
    close_all(tend, "maya")
    keep_an_own_act(tend, "maya")
    assert expectations.write(tend, "maya", "sam", "canary-expectation") is None
    close_all(tend, "maya")
    write(tend, words="canary-words-of-a-draft", line="/reconnect @leo")
    close_all(tend, "maya")
    secret = secret_in(made(tend))
    close_all(tend, "maya")
    return [*private, secret]


def put_in_by_row(tend: Sandbox) -> list[str]:
    """Canaries where nobody types, or at other moments only: in the rows that are there, or in new ones."""
    now = tend.now()
    with tend.database.transaction() as session:
        meeting = session.scalar(sa.select(sa.func.min(METADATA.tables["meetings"].c.id)))
        for name, row in {
            "shared_notes": {"meeting_id": meeting, "author_id": MAYA, "words": "x", "written_at": now},
            "erasure_keys": {"key": "x"},
            "figure_reports": {"month": date(2026, 9, 1), "made_at": now, "counted": "x", "published": None},
            "handed_words": {"person_id": MAYA, "about_id": LEO, "act": "ask"},
        }.items():
            table = METADATA.tables[name]
            if not session.scalar(sa.select(sa.func.count()).select_from(table)):
                session.execute(sa.insert(table).values(workspace_id=TEAM, **row))
        names = sorted(BY_ROW | OF_NOBODY)
        for name in names:
            words = f"canary-{name}"
            _set(session, name, AS_IT_IS_KEPT.get(name, "{words}").replace("{words}", words))
    return [f"canary-{name}" for name in names]


def set_coded(tend: Sandbox, which: int) -> None:
    """Let every word of ours be the one or the other in Maya's rows."""
    with tend.database.transaction() as session:
        for name, values in CODED.items():
            _set(session, name, values[which])


def stands_in(tend: Sandbox, name: str) -> list[str]:
    """What a column holds, as its person reads it."""
    with tend.database.reading() as session:
        return [value for value in session.scalars(sa.select(_column(name))) if value]


def _set(session: Any, name: str, value: str) -> None:
    column = _column(name)
    table = column.table
    own = next((one for one in ("person_id", "author_id", "asker_id") if one in table.columns), None)
    changed = sa.update(table).values({column.name: value})
    if own is not None:
        changed = changed.where(table.columns[own] == MAYA)
    assert session.execute(changed).rowcount > 0, f"there is no row for {name}"


def _column(name: str) -> sa.Column[Any]:
    table, column = name.split(".")
    return METADATA.tables[table].columns[column]


def _leo_is_the_admin(tend: Sandbox) -> None:
    """So that whoever looks as an admin is not the one whose words they are."""
    for handle, is_admin in (("maya", False), (ADMIN, True)):
        person = tend.workspace.person(handle)
        person.is_admin = is_admin
        with tend.database.transaction() as session:
            directory.person(session, TEAM, person.id).is_admin = is_admin
