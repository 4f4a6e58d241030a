"""A canary in every private field, every output for every role: none is found but with its owner."""

import json
from collections import defaultdict
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from bot.features.figures.service import may_read
from bot.features.figures.showing import page as figures_page
from bot.features.home import tab
from bot.features.home.pages import Pages
from bot.features.people.reader import reader_of
from bot.features.privacy.exporting import packed
from bot.platform.database import EncryptedText
from bot.platform.delivery.models import OutboxMessage
from bot.sandbox.sandbox import Sandbox, utc
from tests.canaries import (
    ADMIN,
    CODED,
    LOOKED_AT_AS_IT_COMES,
    MAYA,
    OF_NOBODY,
    OTHERS,
    TYPED,
    WHERE_SHARING_IS_THE_PURPOSE,
    encrypted_columns,
    put_in_by_row,
    set_coded,
    stands_in,
    typed_by_maya,
    without_a_canary,
)
from tests.features.one_on_ones.test_canaries import (
    DRAFT,
    PRIVATE,
    UNTIL_SAM_JOINS,
    all_that_lies_in_the_database,
    calendar_of,
)
from tests.features.one_on_ones.witness import Witness, close_all, look_around
from tests.features.privacy.own_data import unpacked
from tests.features.workspace.deciding import TEAM
from tests.platform.test_logs import CANARY as IN_AN_ERROR
from tests.platform.test_logs import Written, go_wrong_everywhere, set_up, written  # noqa: F401  fixtures
from tests.preview.test_preview import told

ASKED = (
    "/tend who",
    "/tend data",
    "/tend",
    "/tend admin",
    "/reconnect @maya",
    "/reconnect help",
    "/shoutout",
)


class Outbox:
    """Each row that came into the outbox: for whom, and its whole content."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str]] = []

    def sees(self, _mapper: object, _connection: object, row: OutboxMessage) -> None:
        self.rows.append((row.person_id or row.lane, row.content or ""))

    def for_others_than(self, person_id: str) -> str:
        return "\n".join(content for whom, content in self.rows if person_id not in whom)

    def of(self, person_id: str) -> str:
        return "\n".join(content for whom, content in self.rows if person_id in whom)


@pytest.fixture
def outbox() -> Iterator[Outbox]:
    seen = Outbox()
    sa.event.listen(OutboxMessage, "after_insert", seen.sees)
    sa.event.listen(OutboxMessage, "after_update", seen.sees)
    yield seen
    sa.event.remove(OutboxMessage, "after_insert", seen.sees)
    sa.event.remove(OutboxMessage, "after_update", seen.sees)


def test_every_encrypted_column_has_a_canary() -> None:
    assert without_a_canary() == set(), "plant one in tests/canaries.py, so that it is looked for everywhere"
    names = {str(column) for column in encrypted_columns()}
    assert (TYPED.keys() | CODED.keys() | OF_NOBODY | LOOKED_AT_AS_IT_COMES) - names == set()
    assert WHERE_SHARING_IS_THE_PURPOSE.keys() <= TYPED.keys()


def test_a_new_private_column_without_one_is_noticed() -> None:
    metadata = sa.MetaData()
    sa.Table("diaries", metadata, sa.Column("id", sa.Integer), sa.Column("words", EncryptedText))
    assert without_a_canary(metadata) == {"diaries.words"}


def test_no_private_word_is_found_with_anybody_but_its_owner(
    tend: Sandbox,
    monkeypatch: pytest.MonkeyPatch,
    outbox: Outbox,
    written: Written,  # noqa: F811
) -> None:
    witness = Witness(tend, monkeypatch)
    typed = typed_by_maya(tend)
    for column, words in TYPED.items():
        if words is not None:
            assert any(words in value for value in stands_in(tend, column)), column
    canaries = [*typed, *PRIVATE, DRAFT, UNTIL_SAM_JOINS, *filter(None, TYPED.values())]
    shared = {TYPED[column] for column in WHERE_SHARING_IS_THE_PURPOSE}
    canaries += put_in_by_row(tend)
    canaries = [words for words in dict.fromkeys(canaries) if words not in shared]
    assert len(canaries) > 25
    assert_only_its_owner_reads(tend, witness, canaries)
    tend.turn_to(utc(2026, 10, 12, 9))  # a Monday, with digests
    go_wrong_everywhere(tend, monkeypatch)
    tend.turn_to(utc(2026, 11, 3, 9))  # drafts are forgotten, the figures of October are out
    assert_only_its_owner_reads(tend, witness, canaries)
    assert any(words in outbox.of(MAYA) for words in canaries), "nobody looked into the outbox"

    elsewhere = {
        "messages on their way to others": outbox.for_others_than(MAYA),
        "the preview": "\n".join(told(tend, span="2w")),
        "logs and tracebacks": written.text,
        "the database as it lies there": all_that_lies_in_the_database(tend),
    }
    for place, text in elsewhere.items():
        assert [words for words in [*canaries, *shared, IN_AN_ERROR] if words in text] == [], place
    assert "failed: ValueError" in written.text  # something did fail
    assert all(json.loads(line) for line in written.text.splitlines())


def test_what_one_says_with_a_press_changes_nothing_that_others_read(tend: Sandbox) -> None:
    typed_by_maya(tend)
    tend.turn_to(utc(2026, 10, 12, 9))
    put_in_by_row(tend)
    for handle in (*OTHERS, "maya"):
        drawn_for(tend, handle)  # that they were here today is noted once
    seen: dict[str, list[str]] = defaultdict(list)
    for which in (0, 1):
        set_coded(tend, which)
        for handle in (*OTHERS, "maya"):
            seen[handle].append(drawn_for(tend, handle))
    assert [handle for handle in OTHERS if seen[handle][0] != seen[handle][1]] == []
    assert seen["maya"][0] != seen["maya"][1]


def assert_only_its_owner_reads(tend: Sandbox, witness: Witness, canaries: list[str]) -> None:
    for handle in OTHERS:
        look_at_everything(tend, handle)
        read = witness.read_by(handle) + drawn_for(tend, handle) + calendar_of(tend, handle)
        assert [words for words in canaries if words in read] == [], handle
        assert handle == ADMIN or "canary-project" not in read, handle
    # She who wrote it has it all, as long as it is kept: it would have been seen.
    own = drawn_for(tend, "maya")
    hers = [column for column in TYPED if not column.startswith("workspaces.") and stands_in(tend, column)]
    assert len(hers) > 5
    assert [column for column in hers if (TYPED[column] or "") not in own] == []


def look_at_everything(tend: Sandbox, handle: str) -> None:
    """Ask for all there is, and open whatever only shows something; a witness writes it down."""
    look_around(tend, handle, "maya")
    hands = tend.hands(handle)
    for line in ASKED:
        answer = hands.types(line)
        assert "Something went wrong" not in answer.words, line
        view = tend.workspace.modal_of(handle)
        if line == "/tend admin" and handle == ADMIN:
            hands.press(view, "Changes")
        if line == "/tend data" and view is not None:
            for block in [block for block in view.blocks if block.get("accessory")]:
                hands.press(view, block["accessory"]["action_id"], block_id=block["block_id"])
                hands.close(tend.workspace.modal_of(handle))
        close_all(tend, handle)


def drawn_for(tend: Sandbox, handle: str) -> str:
    """All pages of somebody's Home tab, their figures, their copy of their data, and what `/digest` says."""
    person_id = tend.workspace.person(handle).id
    with tend.database.reading() as session:
        reader = reader_of(session, TEAM, person_id, now=tend.now())
        pages = [
            tab.view(session, reader, Pages(is_everything=True)),
            figures_page(session, TEAM, person_id) if may_read(session, TEAM, person_id) else None,
            *(unpacked(content) for content in packed(session, reader)),
        ]
    said = [tend.hands(handle).types(line).words for line in ("/digest", "/tend who", "/followups", "/1on1")]
    close_all(tend, handle)
    return "\n".join(map(str, [*pages, *said]))
