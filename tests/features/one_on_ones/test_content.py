"""Agendas and questions to prepare with are whole, fit to be read by both, and a mistake says where it is."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.one_on_ones.content import AgendaKind, load_content, skeletons, three_questions
from bot.features.one_on_ones.models import Rhythm, Role
from bot.features.questions.bank import load_bank
from bot.features.questions.entries import ContentError
from bot.features.questions.wording import BANNED
from bot.platform.places import TEMPLATES

CONTENT = TEMPLATES / "content"
LANGUAGES = sorted(folder.name for folder in CONTENT.iterdir())
SHIPPED = load_content()
EQUALS = ("peer", "repair", "reconnect_between_peers")


@pytest.fixture(params=LANGUAGES)
def content(request):
    return load_content(request.param)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """English content of one's own, sound until something is written into it."""
    shutil.copytree(CONTENT / "en", tmp_path / "content" / "en")
    return tmp_path / "content"


def problems_of(shelf: Path, language: str = "en") -> tuple[str, ...]:
    with pytest.raises(ContentError) as refused:
        load_content(language, content=shelf)
    assert str(refused.value) == "\n".join(refused.value.problems)
    return refused.value.problems


def an_agenda(**changes: str) -> str:
    """One sound agenda on one line of YAML, with some keys changed, added or, if empty, left out."""
    fields = {"id": "weekly", "title": "A talk", "minutes": "25", "steps": '[{minutes: 25, text: "Talk."}]'}
    fields.update(changes)
    return "- {" + ", ".join(f"{key}: {value}" for key, value in fields.items() if value) + "}\n"


def steps(*texts: str, minutes: str = "5") -> str:
    return "[" + ", ".join(f'{{minutes: {minutes}, text: "{text}"}}' for text in texts) + "]"


def a_question(text: str = "What now?", roles: str = "[lead]", more: str = "") -> str:
    return f'- {{roles: {roles}, text: "{text}"{more}}}\n'


def test_there_is_an_agenda_for_every_rhythm_and_every_occasion(content):
    assert set(content.skeletons) == set(AgendaKind)
    assert set(Rhythm) <= set(content.skeletons)
    assert all(skeleton.id == kind for kind, skeleton in content.skeletons.items())


def test_the_steps_of_an_agenda_fill_its_time(content):
    for skeleton in content.skeletons.values():
        assert sum(step.minutes for step in skeleton.steps) == skeleton.minutes
        assert min(step.minutes for step in skeleton.steps) >= 2


@pytest.mark.parametrize("kind", ["weekly", "fortnightly", "monthly"])
def test_the_reports_points_come_before_the_leads(kind):
    texts = [step.text for step in skeletons()[kind].steps]
    [of_report] = [place for place, text in enumerate(texts) if text.startswith("{report}'s points")]
    [of_lead] = [place for place, text in enumerate(texts) if "{lead}'s" in text]
    assert of_report <= of_lead
    assert skeletons()[kind].steps[of_report].minutes == max(step.minutes for step in skeletons()[kind].steps)


def test_only_the_repair_keeps_no_notes(content):
    assert [kind for kind, skeleton in content.skeletons.items() if not skeleton.keeps_notes] == ["repair"]


def test_first_names_fill_every_blank_and_equals_have_none(content):
    for kind, skeleton in content.skeletons.items():
        lines = [step.text for step in skeleton.steps] + [skeleton.intro or ""]
        names = {} if kind in EQUALS else {"report": "Ana", "lead": "Maya"}
        said = [line.format(**names) for line in lines]
        assert not any(mark in line for line in said for mark in "{}_")
        assert "{" not in skeleton.title
    for question in (text for texts in content.questions.values() for text in texts):
        assert "{" not in question.format(name="Leo")


def test_every_line_is_short_and_plain(content):
    lines = [(text, 120) for texts in content.questions.values() for text in texts]
    for skeleton in content.skeletons.values():
        lines += [(skeleton.title, 60), (skeleton.intro or "", 150)]
        lines += [(step.text, 150) for step in skeleton.steps]
    for text, longest in lines:
        assert len(text) <= longest
        assert not any(word in text.casefold() for word in ("!", *BANNED))


def test_no_two_agendas_have_one_title(content):
    assert len({skeleton.title.casefold() for skeleton in content.skeletons.values()}) == len(AgendaKind)


def test_every_role_has_enough_questions_none_of_them_twice(content):
    assert set(content.questions) == set(Role)
    for texts in content.questions.values():
        assert len(texts) >= 9
        assert all(text.endswith("?") for text in texts)
        assert len({text.casefold() for text in texts}) == len(texts)


def test_the_questions_that_matter_most_stand_first():
    assert SHIPPED.questions[Role.REPORT][:3] == (
        "What would make this worth your time?",
        "What do you need to do your best work?",
        "Is there something you have been leaving unsaid?",
    )
    assert SHIPPED.questions[Role.LEAD][:3] == (
        "What did you promise last time?",
        "What have you noticed {name} do well?",
        "What can you stop asking {name} for?",
    )


def test_agendas_cannot_be_changed_by_whoever_reads_them():
    with pytest.raises(TypeError):
        skeletons()["weekly"] = skeletons()["peer"]


roles = st.sampled_from(Role)
seeds = st.text(max_size=30)


@given(role=roles, seed=seeds, turn=st.integers(0, 500))
def test_no_question_comes_again_until_all_have_come(role: Role, seed: str, turn: int) -> None:
    everything = SHIPPED.questions[role]
    asked: list[str] = []
    while len(asked) < 2 * len(everything) + 3:
        asked += three_questions(role, seed=seed, turn=turn + len(asked) // 3)
    for start in range(len(asked) - len(everything) + 1):
        window = asked[start : start + len(everything)]
        assert Counter(window) == Counter(everything)


@given(role=roles, seed=seeds, turn=st.integers(0, 500))
def test_the_same_turn_has_the_same_three(role: Role, seed: str, turn: int) -> None:
    three = three_questions(role, seed=seed, turn=turn)
    assert len(set(three)) == 3
    assert three_questions(role, seed=seed, turn=turn) == three


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_the_order_is_the_same_in_another_process(hash_seed):
    asking = (
        "from bot.features.one_on_ones.content import Role, three_questions\n"
        "print(*three_questions(Role.LEAD, seed='maya and leo', turn=2), sep='\\n')"
    )
    told = subprocess.run(  # noqa: S603 - our own words to our own Python
        [sys.executable, "-c", asking],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert tuple(told.stdout.splitlines()) == three_questions(Role.LEAD, seed="maya and leo", turn=2)


@pytest.mark.parametrize("role", Role)
def test_pairs_do_not_walk_in_step(role):
    first = {three_questions(role, seed=f"pair {number}", turn=0) for number in range(20)}
    assert len(first) >= 15


def test_a_language_without_files_reads_the_english_ones():
    assert skeletons("xx") == skeletons("en")
    three = three_questions(Role.PEER, seed="a", turn=1)
    assert three_questions(Role.PEER, seed="a", turn=1, language="xx") == three


def test_a_language_may_have_one_of_the_two_files(shelf):
    (shelf / "de").mkdir()
    agendas = (shelf / "en" / "agendas.yml").read_text("utf-8")
    (shelf / "de" / "agendas.yml").write_text(agendas.replace("A skip-level one-on-one", "Über Eck"), "utf-8")
    read = load_content("de", content=shelf)
    assert read.skeletons["skip_level"].title == "Über Eck"
    assert read.questions == load_content().questions


def test_a_mistake_is_told_with_the_language_it_is_in(shelf):
    (shelf / "de").mkdir()
    (shelf / "de" / "agendas.yml").write_text(an_agenda(title=""), "utf-8")
    assert problems_of(shelf, "de") == ('de/agendas.yml, line 1: The key "title" is missing.',)


def test_files_that_are_nowhere_are_told_for_both(tmp_path):
    assert problems_of(tmp_path, "xx") == (
        "en/agendas.yml, line 1: The file is not there.",
        "en/preparation.yml, line 1: The file is not there.",
    )


def test_the_bank_reads_its_own_files_alone(shelf):
    (shelf / "en" / "agendas.yml").write_text("no list", "utf-8")
    assert load_bank("en", content=shelf) == load_bank()


KEYS = "id, title, minutes, intro, steps and keeps_notes"
KINDS = ", ".join(list(AgendaKind)[:-1]) + f" and {list(AgendaKind)[-1]}"
REFUSED_AGENDAS = [
    ({"mood": "blue"}, f'The key "mood" is not known; known are {KEYS}.'),
    ({"steps": "[{minutes: 5, text: A, b: c}]"}, 'The key "b" is not known; known are minutes and text.'),
    ({"id": "yearly"}, f'The id "yearly" is not known; known are {KINDS}.'),
    ({"title": ""}, 'The key "title" is missing.'),
    ({"minutes": ""}, 'The key "minutes" is missing.'),
    ({"steps": ""}, 'The key "steps" is missing.'),
    ({"steps": "[{minutes: 5}]"}, 'The key "text" is missing.'),
    ({"steps": "[]"}, 'The key "steps" needs a list.'),
    ({"steps": "Talk"}, 'The key "steps" needs a list.'),
    ({"steps": "[Talk]"}, "An item of the list needs keys and values."),
    ({"intro": "''"}, 'The key "intro" needs words.'),
    ({"minutes": "0"}, 'The minutes "0" is not a whole number from 1 to 120.'),
    ({"steps": steps("Talk.", minutes="2.5")}, 'The minutes "2.5" is not a whole number from 1 to 120.'),
    ({"steps": steps("Talk.", "Hear.", minutes="13")}, "The steps take 26 minutes; the whole has 25."),
    ({"keeps_notes": "maybe"}, 'The key "keeps_notes" is neither true nor false.'),
    ({"title": "a" * 61}, "The title has 61 characters; 60 are the most."),
    ({"steps": steps("a" * 151)}, "The text has 151 characters; 150 are the most."),
    ({"intro": r'"One\ntwo"'}, "The intro runs over more than one line."),
    ({"steps": steps("Talk!")}, "The text has an exclamation mark."),
    ({"steps": steps("Talk about Trauma.")}, 'The text says "trauma", a word that judges people.'),
    ({"steps": steps("{reprot} talks")}, 'The text has the blank "{reprot}", which nobody fills.'),
    ({"steps": steps("{lead.id} talks")}, 'The text has the blank "{lead.id}", which nobody fills.'),
    ({"steps": steps("{lead talks")}, 'The text has the blank "{", which nobody fills.'),
    ({"steps": steps("Talk about ___.")}, 'The text has the blank "___", which nobody fills.'),
    ({"title": '"With {lead}"'}, 'The title has the blank "{lead}", which nobody fills.'),
    ({"id": "peer", "steps": steps("{lead} talks")}, 'The text has the blank "{lead}", which nobody fills.'),
]


@pytest.mark.parametrize(("changes", "sentence"), REFUSED_AGENDAS)
def test_a_mistake_in_an_agenda_is_told_in_a_sentence_with_file_and_line(shelf, changes, sentence):
    (shelf / "en" / "agendas.yml").write_text("# a remark\n" + an_agenda(**changes), "utf-8")
    assert problems_of(shelf) == (f"en/agendas.yml, line 2: {sentence}",)


ROLES = "report, lead, peer, skip_lead and skip_report"
REFUSED_QUESTIONS = [
    (a_question(more=", mood: blue"), 'The key "mood" is not known; known are roles and text.'),
    (a_question(roles="[boss]"), f'The role "boss" is not known; known are {ROLES}.'),
    (a_question(roles="lead"), 'The key "roles" needs a list; leave it out to mean all.'),
    ("- {roles: [lead]}\n", 'The key "text" is missing.'),
    (a_question("Think."), "The text does not end with a question mark."),
    (a_question("a" * 120 + "?"), "The text has 121 characters; 120 are the most."),
    (a_question("Has {report} gone?"), 'The text has the blank "{report}", which nobody fills.'),
    (a_question("what DID  you do?"), "The text is the same as in line 1."),
]


@pytest.mark.parametrize(("line", "sentence"), REFUSED_QUESTIONS)
def test_a_mistake_in_a_question_is_told_in_a_sentence_with_file_and_line(shelf, line, sentence):
    (shelf / "en" / "preparation.yml").write_text(a_question("What did you do?") + line, "utf-8")
    assert problems_of(shelf) == (f"en/preparation.yml, line 2: {sentence}",)


def test_an_agenda_that_comes_twice_names_the_first_line(shelf):
    (shelf / "en" / "agendas.yml").write_text(an_agenda() + an_agenda(title="Another"), "utf-8")
    assert problems_of(shelf) == ('en/agendas.yml, line 2: The id "weekly" is already used in line 1.',)


def test_a_mistake_in_a_step_names_the_line_of_the_step(shelf):
    spread = (
        "- id: weekly\n  title: A talk\n  minutes: 25\n  steps:\n"
        "    - {minutes: 5, text: Talk.}\n    - {minutes: 5, text: Listen!}\n"
    )
    (shelf / "en" / "agendas.yml").write_text(spread, "utf-8")
    assert problems_of(shelf) == ("en/agendas.yml, line 6: The text has an exclamation mark.",)


def test_agendas_and_questions_that_are_missing_are_told_together(shelf):
    agendas = [an_agenda(id=kind) for kind in AgendaKind if kind != AgendaKind.REPAIR]
    (shelf / "en" / "agendas.yml").write_text("".join(agendas), "utf-8")
    questions = [a_question(f"What is {n}?", "[lead, report, peer, skip_report]") for n in range(9)]
    questions += [a_question(f"Why {n}?", "[skip_lead]") for n in range(8)]
    (shelf / "en" / "preparation.yml").write_text("".join(questions), "utf-8")
    assert problems_of(shelf) == (
        'en/agendas.yml: The agenda "repair" is missing.',
        'en/preparation.yml: The role "skip_lead" has 8 questions; 9 are the fewest.',
    )


def test_all_problems_of_both_files_are_told_at_once(shelf):
    (shelf / "en" / "agendas.yml").write_text(an_agenda(title="", minutes="0"), "utf-8")
    (shelf / "en" / "preparation.yml").write_text(a_question("Go!"), "utf-8")
    places = [problem.split(": ")[0] for problem in problems_of(shelf)]
    assert places == ["en/agendas.yml, line 1"] * 2 + ["en/preparation.yml, line 1"] * 2
