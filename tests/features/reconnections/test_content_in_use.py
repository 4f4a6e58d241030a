"""A company's own wording is what its people read; a mistake in it is told before anything starts."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import build
from bot.config import Settings
from bot.features.one_on_ones.content import skeletons
from bot.features.questions.bank import bank_for
from bot.features.questions.entries import ContentError
from bot.features.questions.models import QuestionShown
from bot.features.questions.overlays import SHIPPED, folders_of, lay_over
from bot.features.reconnections.content.library import check_once, content_for
from bot.platform.clock import SystemClock
from bot.sandbox.sandbox import Sandbox
from tests.features.reconnections.acting import NAME, choose_act, value_of
from tests.features.reconnections.reaching import front, question_on, reconnect, shows
from tests.features.reconnections.shelves import write

OURS = "Acme: I would rather ask than guess. Could we talk?"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """A company's own folder, in use until the test is over."""
    folder = tmp_path / "own"
    (folder / "en").mkdir(parents=True)
    yield folder
    lay_over(None)


def test_an_opener_of_ones_own_is_offered(tend: Sandbox, own: Path) -> None:
    write(own, "openers.yml", f'- {{id: N-D-2, act: name, state: distant, size: line, text: "{OURS}"}}\n')
    check_once(lay_over(own))
    choose_act(tend, act=NAME)
    assert value_of(front(tend, "maya"), "words:") == OURS


def test_a_question_that_was_taken_out_stays_in_the_history(tend: Sandbox, own: Path) -> None:
    question = question_on(reconnect(tend, "maya", "ana"))
    with tend.database.reading() as session:
        [shown] = session.query(QuestionShown)
    write(own, "questions.yml", f"- {{id: {shown.question_id}, removed: true}}\n")
    check_once(lay_over(own))
    assert question_on(reconnect(tend, "maya", "ana")) != question
    with tend.database.reading() as session:
        assert session.query(QuestionShown).count() == 2


def test_a_german_reader_gets_german_questions(tend: Sandbox) -> None:
    question = question_on(reconnect(tend, "priya", "ana", relation="We work side by side"))
    assert question in {each.text for each in bank_for("de").questions}
    assert question not in {each.text for each in bank_for("en").questions}


def test_it_counts_for_everything_that_reads_content(own: Path) -> None:
    write(own, "boundaries.yml", '- {id: B-1, text: "Stop."}\n')
    write(own, "questions.yml", "- {id: D-MR-1, removed: true}\n")
    write(
        own, "agendas.yml", "- {id: peer, title: Coffee, minutes: 10, steps: [{minutes: 10, text: Talk.}]}\n"
    )
    lay_over(own)
    assert folders_of(None) == (*SHIPPED, own)
    assert content_for("en-US").boundaries[0].text == "Stop."
    assert bank_for("en").question("D-MR-1") is None
    assert skeletons("en")["peer"].title == "Coffee"
    lay_over(None)
    assert bank_for("en").question("D-MR-1") is not None


def test_a_mistake_is_told_with_file_and_line_before_anything_starts(tend: Sandbox, own: Path) -> None:
    write(own, "boundaries.yml", '- {id: X-1, text: "No!"}\n')
    settings = replace(tend._settings(str(tend.database.engine.url), ""), content=own)
    assert isinstance(settings, Settings)
    with pytest.raises(ContentError) as refused:
        build(settings, clock=SystemClock(), database=tend.database)
    assert str(refused.value) == f"{own / 'en' / 'boundaries.yml'}, line 1: The text has an exclamation mark."


def test_what_comes_with_tend_is_in_use_by_itself(tend: Sandbox) -> None:
    assert folders_of(None) == SHIPPED
    assert not shows(choose_act(tend), "Acme")
