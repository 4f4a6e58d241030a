"""What is said in one language is said in the other: the same entries, the same shape, the same blanks."""

import re
from itertools import chain
from typing import Any

import pytest
import yaml

from bot.features.one_on_ones.content import load_content as load_agendas
from bot.features.one_on_ones.content import skeletons
from bot.features.one_on_ones.models import Role
from bot.features.questions.bank import LONGEST_TEXT, bank_for, load_bank
from bot.features.questions.overlays import SHIPPED, language_for, languages
from bot.features.reconnections.content.library import FILES, content_for, load_content

[CONTENT] = SHIPPED
OTHERS = sorted(languages() - {"en"})
WORDS = ("text", "title", "intro", "prompt", "power_prompt", "why", "says", "words", "myth", "evidence")
SAID = (*WORDS, "source_note", "try")
BLANK = re.compile(r"___|\{\w+\}")


def entries_of(language: str, name: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = yaml.safe_load((CONTENT / language / name).read_text("utf-8"))
    return read


def shape_of(name: str, value: Any, key: str = "") -> Any:
    """What has to be the same in every language: all but the words, and of those the blanks."""
    if key in ("pattern", "examples"):
        return "of the language alone"
    if isinstance(value, dict):
        return {each: shape_of(name, inner, each) for each, inner in value.items()}
    if isinstance(value, list):
        return [shape_of(name, inner, key) for inner in value]
    if key in SAID or key == "then":
        return sorted(BLANK.findall(value))
    return value


def test_there_is_all_of_german():
    assert "de" in OTHERS


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", OTHERS)
def test_a_file_has_the_same_entries_keys_and_blanks_in_every_language(language, name):
    english, theirs = entries_of("en", name), entries_of(language, name)
    assert [entry.get("id") for entry in theirs] == [entry.get("id") for entry in english]
    for one, other in zip(english, theirs, strict=True):
        assert shape_of(name, other) == shape_of(name, one), other


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_was_left_in_english(language):
    for name in FILES:
        words_of = [set(words_in(entries_of(each, name))) for each in ("en", language)]
        assert not set.intersection(*words_of), name


def words_in(value: Any, key: str = "") -> list[str]:
    if isinstance(value, dict):
        return list(chain.from_iterable(words_in(inner, each) for each, inner in value.items()))
    if isinstance(value, list):
        return list(chain.from_iterable(words_in(inner, key) for inner in value))
    return [value] if key in (*WORDS, "try", "then") else []


@pytest.mark.parametrize("language", OTHERS)
def test_the_questions_of_every_language_are_short_ask_something_and_come_once(language):
    bank = load_bank(language)
    lines = [*bank.questions, *bank.follow_ups]
    assert all(len(line.text) <= LONGEST_TEXT and "?" in line.text for line in lines)
    assert len({line.text.casefold() for line in lines}) == len(lines)


def test_german_says_du():
    formal = re.compile(r"(?<![.:?!“„] )(?<!^)\b(?:Sie|Ihnen|Ihre?[mnrs]?)\b")
    for name in FILES:
        for text in words_in(entries_of("de", name)):
            assert not formal.search(text), text


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("de", "de"),
        ("de-DE", "de"),
        ("de_AT", "de"),
        ("en-GB", "en"),
        ("fr-FR", "en"),
        ("", "en"),
        (None, "en"),
        ("../en", "en"),
    ],
)
def test_a_person_reads_their_own_language_or_else_all_of_it_in_english(locale, language):
    assert language_for(locale) == language
    assert bank_for(locale) == load_bank(language)
    assert content_for(locale) == load_content(language)
    assert skeletons(locale) == load_agendas(language).skeletons


def test_a_language_with_nothing_but_words_for_days_reads_english():
    assert (CONTENT / "fr" / "due_words.yml").exists()
    assert "fr" not in languages()


def test_content_is_read_once():
    assert content_for("de") is content_for("de-CH")
    assert bank_for("xx") is bank_for("en")


def test_every_role_prepares_in_german():
    assert set(load_agendas("de").questions) == set(Role)
