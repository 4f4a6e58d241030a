"""Before a shout-out is posted its author may read a thought or two about the words; none is in the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.questions.hints import Look
from bot.features.shoutouts.wording import Wording
from bot.features.shoutouts.writing import hinting
from bot.features.workspace.models import Workspace
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.people import Person
from tests.features.shoutouts.thanking import give, modal_of, posts, previewed, words_of

IMPACT = "What did it change, and for whom?"
TRAIT = "What did you see them do?"
SAME = "You used nearly these words before."
GROUP = "You could name what each of them did"
CONFIDENTIAL = "This may name something that isn't public yet."
ONLY_ME = "Who else was helped by it?"


def thoughts(preview: Message) -> list[str]:
    return [line for line in preview.words.splitlines() if line.startswith("A thought for you alone: ")]


def call_confidential(tend: Sandbox, text: str) -> None:
    with tend.database.transaction() as session:
        session.get_one(Workspace, "T0TEND0001").confidential_words = text


def test_what_is_well_said_gets_no_thought(tend: Sandbox) -> None:
    said = "@ana wrote down what each team should check, so support stopped guessing"
    assert thoughts(previewed(tend, "maya", said)) == []


def test_at_most_two_are_shown_and_it_can_be_posted_all_the_same(tend: Sandbox) -> None:
    call_confidential(tend, "Falcon\nProject Tide")
    preview = previewed(tend, "maya", "@ana is great. Unlike the others, she worked all weekend on falcon")
    shown = thoughts(preview)
    assert len(shown) == 2
    assert CONFIDENTIAL in shown[0]
    tend.hands("maya").press(preview, "Post it")
    assert len(posts(tend)) == 1
    assert "A thought" not in posts(tend)[0].words


def test_they_stand_in_the_form_too(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/shoutout")
    form = modal_of(tend, "maya")
    did, effect = "What did they do?", IMPACT
    hands.fill(form, {"Whom do you thank?": ["ana"], did: "Ana explained the new rules twice."})
    hands.submit(form)
    assert f"A thought for you alone: {IMPACT}" in words_of(form)
    hands.press(form, "Change")
    hands.fill(form, {effect: "It saved me a day."})
    hands.submit(form)
    assert f"A thought for you alone: {IMPACT}" not in words_of(form)
    assert f"A thought for you alone: {ONLY_ME}" in words_of(form)
    hands.press(form, "Change")
    hands.fill(form, {effect: "We sent the invoices on time."})
    hands.submit(form)
    assert "A thought" not in words_of(form)


def test_a_quoted_occasion_is_not_the_authors_to_be_thought_about(tend: Sandbox) -> None:
    message = tend.hands("leo").says("Unlike the others I worked all weekend!", channel="#general")
    hands = tend.hands("maya")
    hands.shortcut("Say thanks for this", message)
    form = modal_of(tend, "maya")
    hands.fill(form, {"What did they do?": "Leo mended the import, so that support could answer."})
    hands.submit(form)
    assert "A thought" not in words_of(form)


def test_nearly_the_same_words_as_one_of_the_last_five_are_noticed(tend: Sandbox) -> None:
    said = "found out why the import broke, so support stopped guessing"
    give(tend, "maya", f"@ana {said}")
    assert SAME in "".join(thoughts(previewed(tend, "maya", f"@leo {said} today")))
    assert thoughts(previewed(tend, "leo", f"@ana {said}")) == []


def test_more_than_six_people_are_noticed(tend: Sandbox) -> None:
    for number in range(7):
        tend.workspace.add_person(Person(f"U0MANY{number:04}", f"a{number}", f"Person {number}"))
        tend.hands("maya").says("hello", channel="#general")
    tend.let_days_pass(1)
    names = [f"@a{number}" for number in range(7)]
    rest = "carried the boxes, so that we could open on time"
    assert GROUP in "".join(thoughts(previewed(tend, "maya", f"{' '.join(names)} {rest}")))
    assert thoughts(previewed(tend, "maya", f"{' '.join(names[:6])} {rest}")) == []


def test_a_german_author_reads_them_in_german(tend: Sandbox) -> None:
    tend.hands("maya").changes_profile(locale="de-DE")
    assert thoughts(previewed(tend, "maya", "@ana ist einfach die Beste!"))[0].startswith(
        "A thought for you alone: Was hat die Person getan?"
    )


@pytest.mark.parametrize(
    ("text", "is_noticed"),
    [
        ("the FALCON demo", True),
        ("Falcon's demo", True),
        ("Falcons everywhere", False),
        ("project\ntide went live", True),
        ("project tides", False),
        ("über die Änderung", True),
        ("a+b", True),
    ],
)
def test_confidential_words_are_found_whole_in_any_case(text: str, is_noticed: bool) -> None:
    terms = ["Falcon", " Project  Tide ", "ÄNDERUNG", "a+b", ""]
    looks = set(hinting.looks_at(Wording(did=text), team="", people=1, older=[], confidential=terms))
    assert looks == ({Look.CONFIDENTIAL} if is_noticed else set())


def test_a_teams_name_and_the_occasion_may_be_confidential_too() -> None:
    for wording, team in (
        (Wording(did="x", occasion="at Falcon"), ""),
        (Wording(did="x"), "the falcon team"),
    ):
        looks = hinting.looks_at(wording, team=team, people=1, older=[], confidential=["Falcon"])
        assert list(looks) == [Look.CONFIDENTIAL]


TOKENS = st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=1, max_size=12, unique=True)


@given(words=TOKENS, left_out=st.integers(0, 12))
def test_four_of_five_words_in_common_are_nearly_the_same(words: list[str], left_out: int) -> None:
    kept = words[min(left_out, len(words)) :]
    looks = set(
        hinting.looks_at(
            Wording(did=" ".join(kept).upper()),
            team="",
            people=1,
            older=[Wording(did=" ".join(words))],
            confidential=[],
        )
    )
    assert (Look.OVERLAP in looks) == (len(kept) / len(words) >= hinting.SAME_FROM)


@given(text=st.text(max_size=300), terms=st.lists(st.text(max_size=20), max_size=4))
def test_whatever_is_written_and_called_confidential_can_be_looked_at(text: str, terms: list[str]) -> None:
    wording = Wording(did=text, effect=text)
    looks = hinting.looks_at(wording, team=text, people=1, older=[Wording(did="")], confidential=terms)
    found = hinting.said_of(wording, looks, language="en")
    assert len(found) == len(set(found))
