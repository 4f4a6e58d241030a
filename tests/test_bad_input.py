"""Whatever is typed behind a command gets a sentence: no trace, nothing kept by mistake."""

import pytest
import sqlalchemy as sa

from bot.features.people.models import Person
from bot.platform.slack import manifest
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import Refusal
from bot.schema import METADATA
from tests.features.follow_ups.noting import note, nudges_of

COMMANDS = [command.name for command in manifest.slash_commands()]
ODD = {
    "nonsense": "blubb 12 %s {x} \\\\",
    "very long": "x" * 10_000,
    "only spaces": " " * 40,
    "right to left": "\u202eשלום עולם",
    "emoji": "🎉👩\u200d👩\u200d👧\u200d👦",
    "everybody": "<!channel> @here <!everyone>",
    "marks": "> *a*b `c ```d _e_ ~f~",
    "a link": "<https://example.org|click> javascript:alert(1)",
    "an unknown person": "<@U0NOBODY01|nobody> did it",
    "two people": "@ana @leo",
    "oneself": "@maya tuesday 25:00",
}


@pytest.fixture
def rows_of(tend: Sandbox) -> dict[str, int]:
    """What is in the database before anybody has done anything."""
    return count(tend)


def count(tend: Sandbox) -> dict[str, int]:
    """The rows of every table, but for requests seen and drafts of shout-outs, which are kept on purpose."""
    tables = [
        table
        for table in METADATA.sorted_tables
        if table.name != "handled_requests" and not table.name.startswith("shoutout")
    ]
    with tend.database.reading() as session:
        return {
            table.name: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in tables
        }


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("words", ODD.values(), ids=ODD.keys())
def test_odd_words_get_a_sentence_or_a_form(
    tend: Sandbox, caplog: pytest.LogCaptureFixture, rows_of: dict[str, int], command: str, words: str
) -> None:
    seen = tend.hands("maya").types(f"{command} {words}")
    assert seen.trouble is None
    assert seen.words or seen.modal is not None
    assert "Something went wrong" not in seen.words
    assert tend.workspace.refused_calls() == []
    assert count(tend) == rows_of
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("code", ["expired_trigger_id", "exchanged_trigger_id"])
def test_a_form_that_comes_too_late_is_told_in_a_sentence(tend: Sandbox, code: str) -> None:
    tend.workspace.faults.order("views.open", Refusal(code))
    seen = tend.hands("maya").types("/followups call Leo")
    assert "Slack gave me too little time to open that. Please try once more." in seen.words


def test_an_expired_press_is_told_beside_the_message(tend: Sandbox) -> None:
    note(tend, "maya", "call Leo")
    tend.let_days_pass(1)
    [card] = nudges_of(tend, "maya")
    tend.workspace.faults.order("views.open", Refusal("expired_trigger_id"))
    assert "too little time" in tend.hands("maya").press(card, "Open").words


def test_somebody_whom_the_directory_does_not_know_yet_is_looked_up(tend: Sandbox) -> None:
    with tend.database.transaction() as session:
        session.execute(sa.delete(Person).where(Person.id == tend.workspace.person("kofi").id))
    assert "Your card comes at 10:00" in tend.hands("kofi").types("/tend hour 10").words
