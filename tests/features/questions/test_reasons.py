"""Why this one: a question can say, in a sentence, what spoke for it."""

from datetime import timedelta

import pytest

from bot.features.questions.bank import Question, State, Theme
from bot.features.questions.history import Shown
from bot.features.questions.reasons import Choice, Fact, Reason, explain
from tests.features.questions.asking import P2P, START, pick, small_bank


def test_why_this_one_names_what_the_asker_said_and_what_is_new():
    bank = small_bank(Theme.RHYTHM, Theme.RHYTHM, state=State.DISTANT)
    shown = [Shown("Q0", START - timedelta(days=40), "sam")]
    choice = pick(shown, bank=bank, direction=P2P, state=State.DISTANT, about="sam")
    assert choice.why == (
        Fact(Reason.STATE, "distant"),
        Fact(Reason.THEME_HAS_RESTED, "rhythm"),
        Fact(Reason.NEW_TO_PAIR),
    )
    assert explain(choice, name="Sam") == (
        "You said it feels distant; you have not had one about how often you talk for a while; "
        "you have not had this one with Sam."
    )


def test_why_this_one_says_when_it_came_last():
    bank = small_bank(Theme.GROW)
    shown = [Shown("Q0", START - timedelta(days=2), "sam")]
    choice = pick(shown, bank=bank, direction=P2P, about="sam")
    assert explain(choice, name="Sam") == (
        "You left open how it is, so this is a light one; you last had this one with Sam on 5 October 2026."
    )


def test_why_this_one_says_that_it_was_borrowed_suits_the_step_and_was_asked_for():
    bank = small_bank(Theme.GROW, state=State.UNDERNOURISHED)
    choice = pick(
        bank=bank, direction=P2P, state=State.HEALTHY, depth=1, suited=[Theme.GROW], focus=[Theme.GROW]
    )
    assert explain(choice, name="Sam") == (
        "You said it is good and you want to keep it so; this light one suits that too; "
        "you chose how deep to go; it suits the step you chose; you wanted to look at learning; "
        "you have not had one about learning with Sam yet."
    )


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("state", State)
def test_every_state_and_theme_has_words(state, theme):
    question = Question("Q", 1, state, P2P, theme, 1, "What?")
    sentence = explain(
        Choice(question, (Fact(Reason.STATE, state.value), Fact(Reason.THEME_IS_NEW, theme.value))),
        name="Sam",
    )
    assert sentence.startswith("You said it ")
    assert sentence.endswith(" with Sam yet.")
    assert not {"undernourished", "recog", "!"} & set(sentence.split())
