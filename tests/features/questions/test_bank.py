"""The bank holds questions people can say aloud, and a file with a mistake says where it is."""

from collections import Counter
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from bot.features.questions.bank import LONGEST_TEXT, Bank, Direction, State, Theme, load_bank
from bot.features.questions.entries import ContentError
from bot.features.questions.history import Shown
from bot.features.questions.models import QuestionShown
from bot.features.questions.overlays import SHIPPED
from bot.features.questions.service import choice_of
from bot.features.questions.wording import BANNED
from tests.features.questions.asking import START, WEEK, picked

CELLS = tuple(product(State, Direction))
FOLLOW_UPS = '- {id: F-1, text: "What is that like for you?"}\n- {id: F-2, text: "What did I miss?"}\n'


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank()


def a_line(**changes: str) -> str:
    """One sound question on one line of YAML, with some keys changed, added or, if empty, left out."""
    fields = {
        "id": "Q-1",
        "state": "healthy",
        "direction": "p2p",
        "theme": "grow",
        "depth": "1",
        "text": '"What did you learn?"',
    }
    fields.update(changes)
    return "- {" + ", ".join(f"{key}: {value}" for key, value in fields.items() if value) + "}\n"


def problems_of(folder: Path, questions: str, follow_ups: str = FOLLOW_UPS) -> tuple[str, ...]:
    home = folder / "en"
    home.mkdir()
    (home / "questions.yml").write_text(questions, encoding="utf-8")
    (home / "follow_up_questions.yml").write_text(follow_ups, encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_bank("en", content=folder)
    assert str(refused.value) == "\n".join(refused.value.problems)
    return refused.value.problems


def test_every_state_and_direction_has_eight_questions_or_more_on_five_themes_or_more(bank):
    for state, direction in CELLS:
        questions = bank.questions_for(state, direction)
        assert len(questions) >= 8
        assert len({question.theme for question in questions}) >= 5


def test_a_manager_has_forty_eight_light_questions_for_nine_reports(bank):
    light = [q for q in bank.questions_for(None, Direction.MANAGER_TO_REPORT) if q.depth == 1]
    assert len(light) == 48
    themes = Counter(question.theme for question in light)
    assert set(themes) == set(Theme) - {Theme.REPAIR}
    assert min(themes.values()) >= 4


def test_there_are_twelve_follow_up_questions_and_every_theme_has_a_choice_of_them(bank):
    assert len(bank.follow_ups) == 12
    assert min(len(bank.follow_ups_for(theme)) for theme in Theme) >= 7


def test_ids_are_unique_and_texts_differ_by_more_than_capitals(bank):
    everything = [*bank.questions, *bank.follow_ups]
    assert len({line.id for line in everything}) == len(everything)
    assert len({line.text.casefold() for line in everything}) == len(everything)


def test_every_line_is_short_asks_something_and_diagnoses_nobody(bank):
    for line in [*bank.questions, *bank.follow_ups]:
        assert len(line.text) <= LONGEST_TEXT
        assert "?" in line.text
        assert "!" not in line.text
        assert not any(word in line.text.casefold() for word in BANNED)


def test_real_candour_is_rare_and_never_put_in_a_reports_mouth(bank):
    for state, direction in CELLS:
        deep = [question for question in bank.questions_for(state, direction) if question.depth == 3]
        assert len(deep) <= (0 if direction is Direction.REPORT_TO_MANAGER else 1)


def test_with_no_state_chosen_questions_are_those_of_undernourished_and_healthy(bank):
    for direction in Direction:
        states = {question.state for question in bank.questions_for(None, direction)}
        assert states == {State.UNDERNOURISHED, State.HEALTHY}


def test_a_question_is_found_by_its_id_and_an_unknown_id_finds_nothing(bank):
    assert bank.question("D-MR-1") in bank.questions_for(State.DISTANT, Direction.MANAGER_TO_REPORT)
    assert bank.theme_of("D-MR-1") is Theme.RHYTHM
    assert bank.question("gone") is None
    assert bank.theme_of("gone") is None


def test_a_question_with_something_to_fill_in_says_so(bank):
    assert bank.question("T-MR-1").has_blank
    assert not bank.question("T-MR-2").has_blank


def test_the_version_is_one_until_it_is_written(tmp_path):
    home = tmp_path / "en"
    home.mkdir()
    (home / "questions.yml").write_text(a_line() + a_line(id="Q-2", text='"Why?"', version="3"), "utf-8")
    (home / "follow_up_questions.yml").write_text(FOLLOW_UPS, "utf-8")
    assert [question.version for question in load_bank("en", content=tmp_path).questions] == [1, 3]


@pytest.mark.parametrize("offer", ["I can take the notes next time.", "I'd like to hear how you see it."])
def test_an_offer_needs_no_question_mark(tmp_path, offer):
    problems = problems_of(tmp_path, a_line(text=f'"{offer}"') + a_line(id="Q-2", depth="9"))
    assert problems == ('en/questions.yml, line 2: The depth "9" is not a whole number from 1 to 3.',)


REFUSED = {
    "an unknown key": (
        a_line(mood="blue"),
        'The key "mood" is not known; known are id, state, direction, theme, depth, text and version.',
    ),
    "a missing key": (a_line(theme=""), 'The key "theme" is missing.'),
    "a key twice": (a_line(text='"Why?", depth: 2'), 'The key "depth" stands there twice.'),
    "an unknown state": (
        a_line(state="cold"),
        'The state "cold" is not known; known are distant, tense, undernourished and healthy.',
    ),
    "an unknown direction": (
        a_line(direction="m2m"),
        'The direction "m2m" is not known; known are m2r, r2m and p2p.',
    ),
    "an unknown theme": (
        a_line(theme="money"),
        'The theme "money" is not known; known are expect, support, load, recog, repair, grow, person, ways, '
        "voice and rhythm.",
    ),
    "an unknown depth": (a_line(depth="4"), 'The depth "4" is not a whole number from 1 to 3.'),
    "a depth in words": (a_line(depth="deep"), 'The depth "deep" is not a whole number from 1 to 3.'),
    "a version below one": (a_line(version="0"), 'The version "0" is not a whole number from 1 up.'),
    "an id that is no text": (a_line(id="7"), 'The key "id" needs words.'),
    "an empty text": (a_line(text='" "'), 'The key "text" needs words.'),
    "a text too long": (a_line(text=f'"{"a" * 120}?"'), "The text has 121 characters; 120 are the most."),
    "a banned word": (a_line(text='"Was I Toxic?"'), 'The text says "toxic", a word that judges people.'),
    "an exclamation mark": (a_line(text='"What a week! Yours?"'), "The text has an exclamation mark."),
    "no question": (a_line(text='"Work harder."'), "The text is neither a question nor an offer."),
    "no keys": ("- only words\n", "An item of the list needs keys and values."),
}


@pytest.mark.parametrize(("line", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_a_mistake_is_told_in_a_sentence_with_file_and_line(tmp_path, line, sentence):
    sound = "# a remark\n" + a_line(id="Q-0", text='"How are things?"')
    assert problems_of(tmp_path, sound + line) == (f"en/questions.yml, line 3: {sentence}",)


def test_the_line_named_is_that_of_the_value_and_not_of_the_item(tmp_path):
    spread = (
        "- id: Q-1\n  state: healthy\n  direction: p2p\n  theme: grow\n  depth: 5\n  text: How are you?\n"
    )
    assert problems_of(tmp_path, spread) == (
        'en/questions.yml, line 5: The depth "5" is not a whole number from 1 to 3.',
    )


def test_an_id_or_a_text_that_comes_twice_names_the_first_line(tmp_path):
    twice = a_line() + a_line(text='"Why?"') + a_line(id="Q-2", text='"what DID  you learn?"')
    assert problems_of(tmp_path, twice) == (
        'en/questions.yml, line 2: The id "Q-1" is already used in line 1.',
        "en/questions.yml, line 3: The text is the same as in line 1.",
    )


def test_all_problems_of_both_files_are_told_at_once(tmp_path):
    problems = problems_of(
        tmp_path,
        a_line(state="cold", depth="0") + a_line(id="Q-2", text='"Go!"'),
        '- {id: F-1, text: "What else?", themes: [grow, money]}\n'
        '- {id: F-2, text: "And then?", themes: []}\n',
    )
    assert [problem.split(": ")[0] for problem in problems] == [
        "en/questions.yml, line 1",
        "en/questions.yml, line 1",
        "en/questions.yml, line 2",
        "en/questions.yml, line 2",
        "en/follow_up_questions.yml, line 1",
        "en/follow_up_questions.yml, line 2",
    ]
    assert problems[-1].endswith('The key "themes" needs a list; leave it out to mean all.')


def test_a_theme_needs_two_follow_up_questions(tmp_path):
    lone = FOLLOW_UPS.replace('miss?"}', 'miss?", themes: [grow]}')
    problems = problems_of(tmp_path, a_line(), lone)
    assert len(problems) == len(Theme) - 1
    assert problems[0] == (
        'en/follow_up_questions.yml: The theme "expect" has fewer than two follow-up questions.'
    )


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("- {id: Q-1\n", "line 2: This is not YAML: "),
        ("questions: none\n", "line 1: The file needs to be a list."),
        ("", "line 1: The file needs to be a list."),
        ("\x07", "line 1: This is not YAML: special characters are not allowed."),
        ("- &a [*a]\n- *b\n", "line 2: This is not YAML: found undefined alias 'b'."),
    ],
)
def test_a_file_that_is_no_list_of_questions_is_refused(tmp_path, written, sentence):
    [problem] = problems_of(tmp_path, written)
    assert problem.startswith(f"en/questions.yml, {sentence}")


def test_a_locale_without_files_is_told_for_both(tmp_path):
    with pytest.raises(ContentError) as refused:
        load_bank("xx", content=tmp_path)
    assert refused.value.problems == (
        "xx/questions.yml, line 1: The file is not there.",
        "xx/follow_up_questions.yml, line 1: The file is not there.",
    )


def test_a_file_in_another_encoding_is_refused(tmp_path):
    home = tmp_path / "en"
    home.mkdir()
    (home / "questions.yml").write_bytes("- {id: é}".encode("latin-1"))
    (home / "follow_up_questions.yml").write_text(FOLLOW_UPS, "utf-8")
    with pytest.raises(ContentError, match="line 1: The file is not written in UTF-8"):
        load_bank("en", content=tmp_path)


def laid_over(folder: Path, questions: str) -> tuple[Path, ...]:
    """The shipped content with a company's ``questions.yml`` over it."""
    (folder / "en").mkdir()
    (folder / "en" / "questions.yml").write_text(questions, encoding="utf-8")
    return (*SHIPPED, folder)


def test_a_company_adds_a_question_replaces_one_and_takes_one_out(tmp_path, bank):
    theirs = load_bank(
        content=laid_over(
            tmp_path,
            a_line(id="X-1", text='"What should we try?"')
            + a_line(id="H-PP-2", version="2", text='"What would you like to find out?"')
            + "- {id: H-PP-1, removed: true}\n",
        )
    )
    assert len(theirs.questions) == len(bank.questions)
    assert theirs.question("H-PP-1") is None
    assert theirs.question("H-PP-2") == replace(
        bank.question("H-PP-2"), version=2, text="What would you like to find out?"
    )
    assert theirs.questions[-1].id == "X-1"
    assert theirs.follow_ups == bank.follow_ups


def test_a_question_that_was_taken_out_stays_in_the_history_and_does_not_come_again(tmp_path, bank):
    theirs = load_bank(content=laid_over(tmp_path, "- {id: H-PP-1, removed: true}\n"))
    asking = {"direction": Direction.PEER_TO_PEER, "state": State.HEALTHY}
    shown = [Shown("H-PP-1", START, "ana")]
    for _ in theirs.questions_for(State.HEALTHY, Direction.PEER_TO_PEER):
        now = START + WEEK * len(shown)
        shown.append(Shown(picked(shown, bank=theirs, now=now, **asking).id, now, "ana"))
    assert [row.question_id for row in shown].count("H-PP-1") == 1
    row = QuestionShown(question_id="H-PP-1", why="[]", step=0)
    assert choice_of(theirs, row) is None
    assert choice_of(bank, row).question.id == "H-PP-1"


def test_the_same_words_in_two_files_name_both(tmp_path):
    with pytest.raises(ContentError) as refused:
        load_bank(
            content=laid_over(tmp_path, a_line(id="X-1", text='"What are you curious about right now?"'))
        )
    [problem] = refused.value.problems
    assert problem.startswith(
        f"{tmp_path / 'en' / 'questions.yml'}, line 1: The text is the same as in line "
    )
    assert problem.endswith(" of en/questions.yml.")
