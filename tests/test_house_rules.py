"""The rules of the house that no type checker knows."""

import ast
import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.app import FEATURES
from bot.features.privacy.holders import EXCEPTIONS, HOLDERS
from bot.platform.database import EncryptedText
from bot.platform.places import TEMPLATES
from bot.platform.slack import manifest
from bot.sandbox.sandbox import Sandbox
from bot.schema import METADATA

BOT = Path(__file__).parent.parent / "bot"
ROOMS = sorted(BOT.rglob("*.py"))
WORDS = re.compile(r"""words(?:_of)?\(\s*"([a-z_]+/[a-z_0-9]+)\"""")

# A column of words that is not encrypted says here why it may be read by whoever has the database.
PUBLIC_TEXT = {
    "workspaces.id": "Slack's id",
    "workspaces.name": "the workspace's name",
    "workspaces.url": "the workspace's address",
    "workspaces.bot_user_id": "Slack's id",
    "workspaces.switched_off": "names of features of ours",
    "workspaces.zone": "an IANA name",
    "workspaces.people_cursor": "Slack's name of a page",
    "company_values.name": "what the company says of itself in public",
    "people.name": "the name everybody sees in Slack",
    "people.zone": "an IANA name",
    "people.locale": "Slack's code of a language",
    "enrolments.country": "a code of ISO 3166, chosen from those that the calendar of holidays knows",
    "enrolments.language": "a code of a language",
    "told_lines.source": "one of three words of ours",
    "line_changes.source": "one of three words of ours",
    "handled_requests.key": "Slack's id of a request",
    "acts.key": "made of ids and of names of ours, so that nothing is logged twice",
    "erased_marks.mark": "a keyed hash; its key is encrypted",
    "series.zone": "an IANA name",
    "outbox_messages.reason": "Slack's error code",
    "outbox_messages.ts": "Slack's id of a message",
    "slack_paces.lane": "the same, and names of Slack's methods",
    "outbox_messages.lane": "made of ids and of names of ours, so that what belongs together keeps its order",
    "calendar_feeds.secret_hash": "a hash, so that the database does not open anybody's calendar",
}
OF_THE_INSTALLATION = {"workspaces", "key_checks"}
# Columns that hold one of a few words of ours.
CODED = frozenset(
    """
    acts.kind agenda_items.state card_lines.section enrolments.persistence enrolments.weekdays
    follow_ups.origin follow_ups.persistence follow_ups.state meeting_prompts.phase meetings.agenda_kind
    meetings.state outbox_messages.kind outbox_messages.purpose outbox_messages.state
    presence_acts_shown.outcome question_rhythms.rhythm questions_shown.direction
    questions_shown.outcome reporting_lines.relation rests.kind series.answer series.kind series.rhythm
    series_sides.news_kind setting_changes.section shoutout_receivers.way shoutouts.state
    thanks_preferences.way workspaces.thanks_way
    """.split()  # noqa: SIM905  one a line would hide the rules below
)
AN_ID = re.compile(r"(_id|\.id)$")
POINTS_AT_A_PERSON = re.compile(
    r"^(person|author|owner|other|about|with|organizer|lead|asker|report|manager|actor|receiver)_id$|_by_id$"
)


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(BOT.parent)))
def test_a_room_is_small_and_says_what_it_is_for(room: Path) -> None:
    source = room.read_text()
    assert len(source.splitlines()) <= 300, f"{room.name} holds more than one idea: name the second"
    purpose = ast.get_docstring(ast.parse(source))
    assert purpose
    assert purpose.splitlines()[0].endswith((".", "?", "`.", ":")), purpose.splitlines()[0]


def test_packages_hold_one_sentence_and_no_names() -> None:
    for package in BOT.rglob("__init__.py"):
        assert len(ast.parse(package.read_text()).body) == 1, package


def test_every_table_carries_its_workspace() -> None:
    for table in METADATA.sorted_tables:
        carried = "workspace_id" in table.columns or table.name in OF_THE_INSTALLATION
        parents = {key.column.table.name for key in table.foreign_keys}
        assert carried or parents, f"{table.name} belongs to no workspace"


def readable_words(metadata: sa.MetaData) -> set[str]:
    """The columns of words that are neither encrypted nor public, nor hold one of a few words of ours."""
    return {
        name
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.String) and not isinstance(column.type, EncryptedText)
        for name in [f"{table.name}.{column.name}"]
        if name not in PUBLIC_TEXT and name not in CODED and not AN_ID.search(name)
    }


def test_words_are_encrypted_or_public_for_a_reason() -> None:
    assert readable_words(METADATA) == set(), "whoever has the database can read these"


@pytest.mark.parametrize("name", ["words", "note", "feeling", "title", "reason", "answer", "way"])
def test_a_new_column_of_words_that_is_not_encrypted_is_noticed(name: str) -> None:
    metadata = sa.MetaData()
    sa.Table("diaries", metadata, sa.Column("id", sa.Integer), sa.Column(name, sa.String))
    assert readable_words(metadata) == {f"diaries.{name}"}


def tables_with_people(metadata: sa.MetaData) -> set[str]:
    return {
        table.name
        for table in metadata.sorted_tables
        if any(key.referred_table.name == "people" for key in table.foreign_key_constraints)
        or any(POINTS_AT_A_PERSON.search(column.name) for column in table.columns)
    }


def test_every_table_with_a_person_in_it_is_on_the_list_of_what_is_held() -> None:
    listed = {holder.table.__tablename__ for holder in HOLDERS}
    assert tables_with_people(METADATA) - listed - EXCEPTIONS.keys() == set()
    assert listed & EXCEPTIONS.keys() == set()
    there = set(METADATA.tables)
    assert EXCEPTIONS.keys() - there == set()
    assert {name.split(".")[0] for name in {*PUBLIC_TEXT, *CODED}} - there == set()


@pytest.mark.parametrize("name", ["person_id", "about_id", "receiver_id", "noted_by_id"])
def test_a_new_table_with_a_person_in_it_is_noticed(name: str) -> None:
    metadata = sa.MetaData()
    sa.Table("diaries", metadata, sa.Column("id", sa.Integer), sa.Column(name, sa.String))
    assert tables_with_people(metadata) == {"diaries"}


def test_every_message_in_the_code_has_its_words_and_every_template_is_used() -> None:
    used = {name for room in ROOMS for name in WORDS.findall(room.read_text())}
    there = {str(file.relative_to(TEMPLATES)).removesuffix(".md.j2") for file in TEMPLATES.rglob("*.md.j2")}
    assert used == there


def test_every_command_of_the_manifest_has_a_listener_and_the_other_way_round(tend: Sandbox) -> None:
    for command in manifest.slash_commands():
        answer = tend.hands("maya").types(f"{command.name} help")
        assert command.name.removeprefix("/") in answer.words, command.name
    commands = {command.name for command in manifest.slash_commands()}
    registered = {
        match
        for room in BOT.rglob("listeners.py")
        for match in re.findall(r'app\.command\("(/\w+)"\)', room.read_text())
    }
    assert registered == commands


def test_every_feature_is_registered() -> None:
    rooms = {f"bot.features.{room.parent.name}.listeners" for room in BOT.rglob("features/*/listeners.py")}
    # Some are given what another feature has to say to theirs.
    assert rooms <= {getattr(register, "func", register).__module__ for register in FEATURES}
