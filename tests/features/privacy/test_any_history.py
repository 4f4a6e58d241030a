"""Whatever people have done with each other: a copy holds all that is theirs, and deleting leaves nothing."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.features.people.reader import reader_of
from bot.features.privacy.exporting import packed
from bot.features.privacy.holders import EXCEPTIONS
from bot.sandbox.sandbox import Sandbox
from bot.schema import METADATA
from tests.conftest import KEY
from tests.features.follow_ups.noting import note
from tests.features.one_on_ones.arranging import invitations_of
from tests.features.one_on_ones.witness import close_all
from tests.features.privacy.own_data import WORKSPACE, delete_all, have_it_sent, unpacked
from tests.features.privacy.test_erasing import STAYS, everything
from tests.features.reconnections import test_expectations as expectations
from tests.features.shoutouts.thanking import choose, give, previewed

PEOPLE = ("maya", "ana", "leo")
Deed = Callable[[Sandbox, str, str, str], object]


def join(tend: Sandbox, me: str, _other: str, _words: str) -> None:
    for invitation in invitations_of(tend, me)[-1:]:
        if "Looks good" in str(invitation.blocks):
            tend.hands(me).press(invitation, "Looks good")


def types(line: str) -> Deed:
    return lambda tend, me, other, words: tend.hands(me).types(line.format(other=other, words=words))


def waits(tend: Sandbox, _me: str, _other: str, _words: str) -> None:
    tend.let_days_pass(1)


DEEDS: dict[str, Deed] = {
    "a promise": lambda tend, me, other, words: note(tend, me, f"@{other} {words}"),
    "a series": types("/1on1 @{other} weekly friday 10:00"),
    "an answer": join,
    "an item": types("/1on1 add @{other} {words}"),
    "who leads whom": types("/tend report @{other}"),
    "a talk": types("/reconnect talked @{other}"),
    "time off": types("/tend away 2027-12-24"),
    "a block": types("/tend block @{other}"),
    "a pause": types("/tend pause 2 weeks"),
    "a draft": lambda tend, me, other, words: previewed(tend, me, f"@{other} {words}"),
    "thanks": lambda tend, me, other, words: give(tend, me, f"@{other} {words}"),
    "how thanks come": lambda tend, me, _other, _words: choose(tend, me, "To me"),
    "expectations": lambda tend, me, other, words: expectations.write(tend, me, other, words, share=True),
    "a copy": lambda tend, me, _other, _words: have_it_sent(tend, me),
    "a day": waits,
}

HISTORIES = st.lists(
    st.tuples(st.sampled_from(sorted(DEEDS)), st.permutations(PEOPLE).map(lambda order: tuple(order[:2]))),
    min_size=6,
    max_size=14,
)


# A history is short already: looking for a shorter one would take minutes.
@settings(max_examples=6, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(history=HISTORIES)
def test_a_copy_holds_all_of_it_and_deleting_leaves_nothing(
    migrated_sqlite: Path, history: list[tuple[str, tuple[str, str]]]
) -> None:
    with tempfile.TemporaryDirectory(prefix="tend-test-") as folder:
        file = Path(folder) / "tend.db"
        shutil.copy(migrated_sqlite, file)
        tend = Sandbox(database_url=f"sqlite:///{file}", encryption_key=KEY)
        try:
            for number, (deed, (me, other)) in enumerate([*history, ("a promise", ("maya", "ana"))]):
                DEEDS[deed](tend, me, other, f"{me}-wrote-{number}")
                close_all(tend, me)
            assert_the_copy_is_whole(tend, "maya")
            others = {handle: words_of(tend, handle) for handle in PEOPLE[1:]}
            delete_all(tend, "maya")
            tend.settle()
            assert_nothing_is_left(tend, "maya")
            for handle, words in others.items():
                assert words_of(tend, handle) == words
        finally:
            tend.stop()


def assert_the_copy_is_whole(tend: Sandbox, handle: str) -> None:
    person_id = tend.workspace.person(handle).id
    with tend.database.reading() as session:
        reader = reader_of(session, WORKSPACE, person_id, now=tend.now())
        [content] = packed(session, reader)
        data, page = unpacked(content)
        kept = {
            name: session.scalar(sa.select(sa.func.count()).where(column == person_id)) or 0
            for name, column in OWN.items()
        }
    told = Counter(row["table"] for row in data["rows"] if row["kind"] != "shared")
    # Whom a draft of somebody else's is for is theirs alone.
    assert {name: count for name, count in kept.items() if told[name] < count} == {}
    for words in words_of(tend, handle):
        assert words in str(data["rows"])
        assert words in page


def assert_nothing_is_left(tend: Sandbox, handle: str) -> None:
    person_id = tend.workspace.person(handle).id
    assert words_of(tend, handle) == set()
    left = {column for column, value in everything(tend) if person_id in value}
    assert left - STAYS.keys() == set()
    with tend.database.reading() as session:
        marks = session.scalar(sa.select(sa.func.count()).select_from(METADATA.tables["erased_marks"]))
        own = {
            name: session.scalar(sa.select(sa.func.count()).where(column == person_id))
            for name, column in OWN.items()
            if name not in ("series", "shoutouts")  # ended, and without words
        }
    assert marks == 1
    assert {name for name, count in own.items() if count} == set()


def words_of(tend: Sandbox, handle: str) -> set[str]:
    """Each text in the database that somebody wrote, without what is only on its way."""
    return {
        value
        for column, value in everything(tend)
        if f"{handle}-wrote-" in value and not column.startswith("outbox_messages.")
    }


def _own_columns() -> dict[str, sa.Column[object]]:
    """The column that says whose a row is, in each table that is somebody's; not from the holders' list."""
    found: dict[str, sa.Column[object]] = {}
    for table in METADATA.sorted_tables:
        for name in ("author_id", "person_id", "asker_id", "organizer_id"):
            if name in table.columns and table.name not in {*EXCEPTIONS, "shoutout_receivers"}:
                found.setdefault(table.name, table.columns[name])
    return found


OWN = _own_columns()
