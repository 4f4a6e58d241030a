"""A promise in one line: whose it is, what is to be done, and by when."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.features.follow_ups.due_day import FARTHEST_DAYS
from bot.features.one_on_ones.promises.line import PromiseLine, Whose, understand

WEDNESDAY = date(2026, 10, 14)
FRIDAY = date(2026, 10, 16)
MINE, THEIRS = Whose.MINE, Whose.THEIRS


def read(
    text: str, *, own: str = "Maya Okafor", other: str = "Ana Lima", language: str = "en"
) -> PromiseLine:
    return understand(
        text,
        own_name=own,
        other_name=other,
        own_id="U0MAYA0001",
        other_id="U0ANA00001",
        language=language,
        today=WEDNESDAY,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ana: send the budget by Friday",
        "ana: send the budget by Friday",
        "  ÁNA :send the budget by Friday",
        "ana - send the budget by Friday",
        "Ana – send the budget by Friday",
        "Ana -> send the budget by Friday",
        "Ana Lima: send the budget by Friday",
        "@Ana send the budget by Friday",
        "@Ana Lima send the budget by Friday",
        "@ana: send the budget by Friday",
        "<@U0ANA00001> send the budget by Friday",
        "<@U0ANA00001|ana>: send the budget by Friday",
        "<@U0ANA00001> will send the budget by Friday",
        "Ana will send the budget by Friday",
        "Ana Lima is going to send the budget by Friday",
        "Ana to send the budget by Friday",
    ],
)
def test_the_other_one_is_named_in_many_ways(text: str) -> None:
    assert read(text) == PromiseLine(THEIRS, "send the budget", FRIDAY)


@pytest.mark.parametrize(
    "text",
    [
        "Me: send the budget by Friday",
        "me - send the budget by Friday",
        "I: send the budget by Friday",
        "I'll send the budget by Friday",
        "I’ll send the budget by Friday",
        "I will send the budget by Friday",
        "I'm going to send the budget by Friday",
        "Maya: send the budget by Friday",
        "Maya Okafor will send the budget by Friday",
        "<@U0MAYA0001> send the budget by Friday",
    ],
)
def test_so_is_who_types(text: str) -> None:
    assert read(text) == PromiseLine(MINE, "send the budget", FRIDAY)


@pytest.mark.parametrize(
    "words",
    [
        "send the budget",
        "Leo: send the budget",
        "@Leo send the budget",
        "<@U0LEO00001> send the budget",
        "<@U0LEO00001>: send the budget",
        "Leo will send the budget",
        "we will send the budget",
        "Anatol: send the budget",
        "Ana-Maria: send the budget",
        "Ana Costa: send the budget",
        "Ana and I talk about the budget",
        "tell Ana: the budget is late",
        "Me, Ana and Leo meet",
        "Ana",
        "",
    ],
)
def test_a_line_that_names_neither_keeps_its_words(words: str) -> None:
    assert read(words) == PromiseLine(None, words, None)
    assert read(f"{words} on Friday") == PromiseLine(None, words, FRIDAY)


def test_a_name_with_nothing_behind_it_leaves_nothing_to_do() -> None:
    assert read("Ana:") == PromiseLine(THEIRS, "", None)
    assert read("Ana: by Friday") == PromiseLine(THEIRS, "", FRIDAY)


def test_where_both_have_one_first_name_the_full_name_counts() -> None:
    assert read("Ana: write", own="Ana Costa") == PromiseLine(None, "Ana: write", None)
    assert read("Ana Lima: write", own="Ana Costa") == PromiseLine(THEIRS, "write", None)
    assert read("ana costa: write", own="Ana Costa") == PromiseLine(MINE, "write", None)


def test_where_both_have_one_name_nobody_is_guessed() -> None:
    assert read("Ana Lima: write", own="ana lima") == PromiseLine(None, "Ana Lima: write", None)
    assert read("Ana: write", own="Ana", other="Ana") == PromiseLine(None, "Ana: write", None)
    assert read("<@U0ANA00001> write", own="Ana", other="Ana") == PromiseLine(THEIRS, "write", None)


def test_accents_capitals_and_odd_signs_in_names_make_no_difference() -> None:
    assert read("zoe: write", other="Zoë Ball").whose is THEIRS
    assert read("Strasse: write", other="Straße").whose is THEIRS
    assert read("Zoe\u0308: write", other="Zoë").words == "write"
    assert read("Leo (he/him): write", other="Leo (he/him)") == PromiseLine(THEIRS, "write", None)
    assert read("Will will write", other="Will Smith") == PromiseLine(THEIRS, "write", None)
    assert read(": write", own="", other="") == PromiseLine(None, ": write", None)


@pytest.mark.parametrize(
    ("language", "text", "whose", "words"),
    [
        ("de", "Ich: das Budget schicken bis Freitag", MINE, "das Budget schicken"),
        ("de-DE", "Ana wird das Budget schicken bis Freitag", THEIRS, "das Budget schicken"),
        ("de-DE", "Ich werde das Budget schicken bis Freitag", MINE, "das Budget schicken"),
        ("pt-BR", "eu vou enviar o orçamento até sexta", MINE, "enviar o orçamento"),
        ("pt-BR", "Ana vai enviar o orçamento até sexta", THEIRS, "enviar o orçamento"),
        ("fr-FR", "moi : envoyer le budget vendredi", MINE, "envoyer le budget"),
        ("fr-FR", "Ana va envoyer le budget vendredi", THEIRS, "envoyer le budget"),
        ("es-ES", "yo: enviar el presupuesto el viernes", MINE, "enviar el presupuesto"),
        ("es-LA", "Ana va a enviar el presupuesto el viernes", THEIRS, "enviar el presupuesto"),
        ("es-ES", "I'll send it by Friday", MINE, "send it"),
    ],
)
def test_people_say_it_in_their_own_language(language: str, text: str, whose: Whose, words: str) -> None:
    assert read(text, language=language) == PromiseLine(whose, words, FRIDAY)


PARTS = st.sampled_from(
    ["Ana", "Lima", "Maya", "@Ana", ":", "-", "–", "I'll", "I", "will", "me", "<@U0ANA00001>", "by", "Friday",
     "on", "send", "ich", "ß", "ﬁ", "İ"]
)  # fmt: skip


# The first example waits for dateparser to load.
@settings(deadline=None)
@given(
    text=st.lists(PARTS | st.text(max_size=5), max_size=8).map(" ".join) | st.text(),
    own=st.text(max_size=12) | st.just("Maya Okafor"),
    other=st.text(max_size=12) | st.just("Ana Lima"),
    language=st.sampled_from(["en", "de", "pt-BR", "fr", "es", "ja"]),
)
def test_whatever_is_typed_the_words_are_part_of_it_and_the_day_is_near(
    text: str, own: str, other: str, language: str
) -> None:
    line = read(text, own=own, other=other, language=language)
    assert line.words in text
    assert line.due_on is None or WEDNESDAY <= line.due_on <= WEDNESDAY + timedelta(days=FARTHEST_DAYS)
    if line.whose is None and line.due_on is None:
        assert line.words == text.strip()
