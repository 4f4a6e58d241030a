"""A mistake in the words of reconnecting is told in a sentence, with its file and line."""

import shutil
from pathlib import Path

import pytest

from bot.features.questions.overlays import SHIPPED
from tests.features.reconnections.shelves import problems_of


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """English content of one's own, sound until something is written into it."""
    shutil.copytree(SHIPPED[0] / "en", tmp_path / "shelf" / "en")
    return tmp_path / "shelf"


OPENER = "id: X, act: ask, state: healthy, size: line"
CASE = "id: C-9, title: T, direction: p2p, state: tense, act: own, size: few, words: W"
FIELD = "part: field, need: on, title: T, why: W"
REFUSED = [
    ("openers.yml", f"{OPENER}, text: Hm, mood: blue", 'The key "mood" is not known; known are id, act,'),
    ("openers.yml", "id: A-D-1, act: ask, state: healthy, size: few, text: Hm", 'The id "A-D-1" is already'),
    ("openers.yml", f'{OPENER}, text: "you CROSSED my mind today. How are you?"', "The text is the same as"),
    ("openers.yml", f"{OPENER}, text: {'a' * 401}", "The text has 401 characters; 400 are the most."),
    ("openers.yml", f"{OPENER}, directions: [m2m], text: Hm", 'The direction "m2m" is not known'),
    ("openers.yml", f"{OPENER}, text: Hi!", "The text has an exclamation mark."),
    ("openers.yml", f'{OPENER}, text: "Hi :wave:"', "The text has an emoji."),
    ("openers.yml", f'{OPENER}, text: "Hi 👋"', "The text has an emoji."),
    ("openers.yml", f"{OPENER}, text: So toxic", 'The text says "toxic", a word that judges'),
    ("openers.yml", f'{OPENER}, text: "Hi __, how are you?"', 'The text has "__", which nobody fills'),
    ("openers.yml", f'{OPENER}, text: "Hi ____"', 'The text has "____", which nobody fills'),
    ("openers.yml", f'{OPENER}, text: "Hi {{name}}"', 'The text has "{name}", which nobody fills'),
    ("openers.yml", f'{OPENER}, text: "Hi [name]"', 'The text has "[name]", which nobody fills'),
    ("openers.yml", "id: X, act: own, state: tense, size: line, text: Mine", "The text has no blank; at"),
    ("openers.yml", "id: X, act: thank, state: tense, size: line, text: Thanks", "The text has no blank"),
    ("openers.yml", 'id: X, act: own, state: healthy, size: line, text: "___"', 'The act "own" does not fit'),
    ("expectation_lines.yml", f"id: X, text: {'a' * 61}", "The text has 61 characters; 60 are the most."),
    ("expectation_lines.yml", 'id: X, text: "By ___."', "The text has a blank, and nobody is asked"),
    ("presence.yml", f"id: X, kind: trust, text: {'a' * 121}", "The text has 121 characters; 120 are the"),
    ("presence.yml", "id: X, kind: hope, text: Hm", 'The kind "hope" is not known; known are attend,'),
    ("presence.yml", 'id: X, kind: trust, text: "Go to ___."', "The text has a blank"),
    ("steadiness.yml", "id: X, part: builder, text: What I meant.", "The text has no blank"),
    ("myths.yml", "id: X, myth: A, evidence: B, try: C", 'The key "source_note" is missing.'),
    ("cases.yml", f"{CASE}, then: []",
     'The key "then" needs a list.'),
    ("cases.yml", f"{CASE}, then: [[]]",
     "An item of the list needs words."),
    ("receiving.yml", "id: X, answer: maybe, title: T, words: W", 'The answer "maybe" is not known'),
    ("reassurance.yml", "id: X, text: It helps.", 'The key "source_note" is missing.'),
    ("repair.yml", f"id: forgiveness, {FIELD}, prompt: Forgive me.", 'The id "forgiveness" is not known'),
    ("repair.yml", "id: X, part: gate, text: T, answers: [{id: A, text: B, leads: off}]", 'The leads "off"'),
    ("repair.yml", "id: X, part: gate, text: T, answers: yes", 'The key "answers" needs a list.'),
    ("repair.yml", "id: X, part: steadier, text: T, why: W", 'The key "why" is not known; known are id'),
    ("repair.yml", "id: X, part: reminder, text: Done", "The text has no blank"),
    ("hints.yml", 'id: X, where: opener, says: S, pattern: "(", examples: {bad: [A], good: [B]}',
     "The pattern does not compile: "),
    ("hints.yml", "id: X, where: opener, says: S", 'One of "pattern", "longest" and "by" is needed,'),
    ("hints.yml", "id: X, where: opener, says: S, pattern: a, longest: 9, examples: {bad: [a], good: [b]}",
     'One of "pattern", "longest" and "by" is needed, and no more.'),
    ("hints.yml", "id: X, where: opener, says: S, pattern: a", 'The key "examples" is missing.'),
    ("hints.yml", "id: X, where: opener, says: S, pattern: a, examples: [a]", 'The key "examples" needs key'),
    ("hints.yml", "id: X, where: opener, says: S, pattern: a, examples: {bad: [b], good: [c]}",
     'The hint does not notice the bad example "b".'),
    ("hints.yml", "id: X, where: opener, says: S, pattern: a, examples: {bad: [a], good: [la]}",
     'The hint is given for the good example "la".'),
    ("hints.yml", "id: X, where: opener, fields: [sorry], says: S, longest: 9", "Only an apology and a"),
    ("hints.yml", "id: X, where: shoutout, fields: [sorry], says: S, longest: 9", 'The field "sorry" is not'),
    ("hints.yml", "id: X, where: shoutout, says: S, by: mood", 'The by "mood" is not known'),
    ("hints.yml", "id: X, where: apology, fields: [sory], says: S, longest: 9", 'The field "sory" is not'),
]  # fmt: skip


@pytest.mark.parametrize(("name", "entry", "sentence"), REFUSED)
def test_a_mistake_is_told_in_a_sentence_with_file_and_line(shelf, name, entry, sentence):
    file = shelf / "en" / name
    sound = file.read_text("utf-8")
    file.write_text(f"{sound}- {{{entry}}}\n", "utf-8")
    [problem] = problems_of(shelf)
    assert problem.startswith(f"en/{name}, line {len(sound.splitlines()) + 1}: {sentence}")


@pytest.mark.parametrize(
    ("name", "written", "instead", "sentence"),
    [
        ("repair.yml", "id: no_comfort", "id: expectation", 'The id "expectation" is already used in line'),
        ("repair.yml", "power_after: next_time", "power_after: sorry", "A field cannot stand behind itself."),
        ("repair.yml", "most_sentences: 1,", "most_sentences: 9,", 'The most_sentences "9" is not a whole'),
        ("repair.yml", 'prompt: "I\'m sorry."', 'prompt: "I\'m sorry for ___."', "The prompt has a blank"),
        ("repair.yml", 'prompt: "On ___, I ___."', 'prompt: "I did it."', "The prompt has no blank"),
        ("repair.yml", ", leads: exit}", "}", 'No answer leads to "exit".'),
        ("reassurance.yml", "acts: [own]", "acts: [name]", 'There is no line for the act "own".'),
        (
            "receiving.yml",
            "answer: not_now",
            "answer: decline",
            'There are no words for the answer "not_now"',
        ),
    ],
)
def test_a_change_that_breaks_something_is_told(shelf, name, written, instead, sentence):
    file = shelf / "en" / name
    changed = file.read_text("utf-8").replace(written, instead)
    if name == "reassurance.yml":  # The line for all acts would serve for this one too.
        changed = changed.replace("- {id: RE-10,", "- {id: RE-10, acts: [ask],")
    file.write_text(changed, "utf-8")
    assert any(sentence in problem for problem in problems_of(shelf))
