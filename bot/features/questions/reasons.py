"""Why this question and not another: facts that can be stored, and the sentence made of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.features.questions.bank import Question, State, Theme


class Reason(StrEnum):
    """What kind of fact spoke for a question; beside it, what its value holds, where it holds something."""

    STATE = "state"  # a State, as the asker said it
    NO_STATE = "no_state"
    BORROWED = "borrowed"
    DEPTH_BY_HAND = "depth_by_hand"
    SUITS_THE_STEP = "suits_the_step"
    IN_FOCUS = "in_focus"  # a Theme
    THEME_IS_NEW = "theme_is_new"  # a Theme
    THEME_HAS_RESTED = "theme_has_rested"  # a Theme
    NEW_TO_PAIR = "new_to_pair"
    LAST_SHOWN = "last_shown"  # a day, as YYYY-MM-DD


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is so, and spoke for a question. Two strings, so that a row can keep it."""

    reason: Reason
    value: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The question that comes next, the facts that spoke for it, and how many the pair had before it.

    The facts hold the state that the asker chose: like it, they are for the asker's eyes alone.
    """

    question: Question
    why: tuple[Fact, ...]
    step: int = 0


_STATES = {
    State.DISTANT: "you said it feels distant",
    State.TENSE: "you said it feels tense",
    State.UNDERNOURISHED: "you said it is all tasks",
    State.HEALTHY: "you said it is good and you want to keep it so",
}

_THEMES = {
    Theme.EXPECT: "what you expect of each other",
    Theme.SUPPORT: "help",
    Theme.LOAD: "how much there is to do",
    Theme.RECOG: "noticing good work",
    Theme.REPAIR: "putting something right",
    Theme.GROW: "learning",
    Theme.PERSON: "how each of you is doing",
    Theme.WAYS: "how you work together",
    Theme.VOICE: "speaking openly",
    Theme.RHYTHM: "how often you talk",
}


def explain(choice: Choice, *, name: str) -> str:
    """One plain sentence for the asker: "You said it feels distant; …; you have not had this one with Sam."

    ``name`` is the other person's name as the asker reads it, unescaped, as is the sentence.
    """
    sentence = "; ".join(_clauses(choice, name))
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _clauses(choice: Choice, name: str) -> Iterator[str]:
    for fact in choice.why:
        match fact.reason:
            case Reason.STATE:
                yield _STATES[State(fact.value)]
            case Reason.NO_STATE:
                yield "you left open how it is, so this is a light one"
            case Reason.BORROWED:
                yield "this light one suits that too"
            case Reason.DEPTH_BY_HAND:
                yield "you chose how deep to go"
            case Reason.SUITS_THE_STEP:
                yield "it suits the step you chose"
            case Reason.IN_FOCUS:
                yield f"you wanted to look at {_THEMES[Theme(fact.value)]}"
            case Reason.THEME_IS_NEW:
                yield f"you have not had one about {_THEMES[Theme(fact.value)]} with {name} yet"
            case Reason.THEME_HAS_RESTED:
                yield f"you have not had one about {_THEMES[Theme(fact.value)]} for a while"
            case Reason.NEW_TO_PAIR:
                yield f"you have not had this one with {name}"
            case Reason.LAST_SHOWN:
                yield f"you last had this one with {name} on {_day(date.fromisoformat(fact.value))}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
