"""A hint notices what tends to go wrong in a draft, and above all leaves alone what is well said."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.features.questions.hints import FieldId, Said, Where
from bot.features.questions.noticing import Hint, hints
from bot.features.reconnections.content.library import content_for

LINES = Path(__file__).parent / "lines"
LANGUAGES = ("en", "de")
MISSES = {"en": 4, "de": 7}
"""How many of the bad lines may go unnoticed: as many as do today, so that it does not get worse."""


def lines_of(language: str, kind: str) -> list[dict[str, str]]:
    written: dict[str, list[dict[str, str]]] = yaml.safe_load((LINES / f"{language}.yml").read_text("utf-8"))
    return written[kind]


def noticed(line: dict[str, Any], language: str) -> list[str]:
    # A shout-out without a field is all that was typed: nothing else says what it changed.
    field = line.get("field", Said.DID if line["where"] == Where.SHOUTOUT else None)
    return [hint.id for hint in hints(line["text"], Where(line["where"]), language=language, field=field)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_hints_notice_bad_lines_and_give_no_false_alarm_on_good_ones(language, capsys):
    bad, good = lines_of(language, "bad"), lines_of(language, "good")
    misses = [line for line in bad if noticed(line, language)[:1] != [line["expects"]]]
    alarms = [(line["text"], noticed(line, language)) for line in good if noticed(line, language)]
    with capsys.disabled():
        print(  # noqa: T201 - the counts are what this test is for
            f"\n{language}: {len(misses)} of {len(bad)} bad lines missed, "
            f"{len(alarms)} false alarms on {len(good)} good lines"
        )
    assert len(bad) >= 60
    assert len(good) >= 60
    assert not alarms
    assert len(misses) <= MISSES[language], [(line["text"], noticed(line, language)) for line in misses]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hint_with_a_pattern_is_tried_on_two_lines_or_more(language):
    tried = [line["expects"] for line in lines_of(language, "bad")]
    for rule in content_for(language).hints:
        assert rule.pattern is None or tried.count(rule.id) >= 2, rule.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_tend_itself_proposes_calls_no_hint(language):
    content = content_for(language)
    for opener in content.openers:
        assert hints(opener.text, Where.OPENER, language=language) == [], opener.id
    for case in content.cases:
        where = Where.APOLOGY if case.act == "own" else Where.OPENER
        assert hints(case.words, where, language=language) == [], case.id
    for power in (True, False):
        for field in content.repair.fields_for(power=power):
            assert hints(field.prompt, Where.APOLOGY, language=language, field=field.id) == [], field.id
    for line in [*content.boundaries, *content.expectation_lines]:
        assert hints(line.text, Where.OPENER, language=language) == [], line.id


def test_what_is_noticed_comes_in_the_order_of_the_file_so_that_the_first_can_be_shown():
    draft = "I'm sorry if I upset you, but it was just a joke. Are we good?"
    found = hints(draft, Where.APOLOGY, field=FieldId.SORRY)
    order = [rule.id for rule in content_for("en").hints]
    assert [hint.id for hint in found] == ["AP-IF", "AP-BUT", "AP-JUST", "AP-FORGIVE"]
    assert sorted(found, key=lambda hint: order.index(hint.id)) == found
    assert isinstance(found[0], Hint)
    assert found[0].says.startswith('"If"')


def test_a_hint_for_certain_pieces_keeps_quiet_elsewhere_and_about_the_whole():
    if_at_the_end = "If you were upset, I'd like to hear it."
    assert [hint.id for hint in hints(if_at_the_end, Where.APOLOGY, field=FieldId.SORRY)] == ["AP-IF"]
    assert hints(if_at_the_end, Where.APOLOGY, field=FieldId.NEED_FROM_ME) == []
    assert hints(if_at_the_end, Where.APOLOGY) == []


def test_always_is_welcome_in_what_changes_next_time():
    assert hints("You are always the first to know.", Where.APOLOGY, field=FieldId.NEXT_TIME) == []
    assert hints("You are always the first to know.", Where.APOLOGY, field=FieldId.WHAT_IT_COST) != []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_text_is_noticed_by_its_words_alone(language):
    def found(words: int, where: Where) -> list[str]:
        return [hint.id for hint in hints("wort " * words, where, language=language)]

    assert found(120, Where.APOLOGY) == []
    assert found(121, Where.APOLOGY) == ["AP-LONG"]
    assert found(80, Where.OPENER) == []
    assert found(81, Where.OPENER) == ["OP-LONG"]


def test_capitals_typographic_marks_and_line_breaks_make_no_difference():
    plain = hints("I'm sorry if I upset you.", Where.APOLOGY, field=FieldId.SORRY)
    assert hints("I’M SORRY\n  IF I\tUPSET YOU.", Where.APOLOGY, field=FieldId.SORRY) == plain != []


def test_another_language_reads_with_the_english_hints():
    assert [hint.id for hint in hints("We need to talk.", Where.OPENER, language="xx")] == ["OP-TALK"]


@given(text=st.text(max_size=400), where=st.sampled_from(Where), language=st.sampled_from(LANGUAGES))
def test_whatever_somebody_types_can_be_looked_at(text: str, where: Where, language: str) -> None:
    ids = [hint.id for hint in hints(text, where, language=language)]
    assert len(ids) == len(set(ids))
