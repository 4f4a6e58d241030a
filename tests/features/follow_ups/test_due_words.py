"""What a language says about days is read from its file, and a mistake in it is named."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.features.follow_ups.due_day import understand
from bot.features.follow_ups.due_words import DueWordsError, load_due_words, spoken_by
from bot.platform.places import TEMPLATES

WEDNESDAY = date(2026, 10, 14)
LANGUAGES = sorted(file.parent.name for file in TEMPLATES.glob("content/*/due_words.yml"))


def test_every_language_names_its_seven_weekdays_itself_and_who_promises() -> None:
    assert {"de", "en", "es", "fr", "pt"} <= set(LANGUAGES)
    for language in LANGUAGES:
        said = load_due_words(language)
        assert len(said.weekdays) == 7
        assert said.me
        assert said.i_will
        assert said.will
        named = {
            understand(" ".join(weekday), language=language, today=WEDNESDAY).due_on
            for weekday in said.weekdays
        }
        assert named == {WEDNESDAY + timedelta(days=ahead) for ahead in range(1, 8)}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            "deadlines: [by]",
            'en/due_words.yml: The key "deadlines" is not known; known are deadline, occasion,',
        ),
        (
            "occasion: [on]",
            'en/due_words.yml: The key "occasion" needs words; write "True" in quotation marks.',
        ),
        ("deadline: by", 'en/due_words.yml: The key "deadline" needs a list.'),
        ("numbers: {one: first}", 'en/due_words.yml: The key "numbers" needs words and what each means.'),
        ("also: [weds]", 'en/due_words.yml: The key "also" needs words and what each means.'),
        ("units: {hour: [hour]}", 'en/due_words.yml: The key "units" needs some of day, week, month,'),
        ("weekdays: [monday]", 'en/due_words.yml: The key "weekdays" needs seven names.'),
        ("- by", "en/due_words.yml: The file needs keys and values."),
        ("deadline: [by", "en/due_words.yml: This is not YAML:"),
    ],
)
def test_a_content_file_with_a_mistake_is_refused_with_its_name_and_the_key(
    tmp_path: Path, content: str, sentence: str
) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "due_words.yml").write_text(content, encoding="utf-8")
    with pytest.raises(DueWordsError) as refused:
        spoken_by("en", content=tmp_path)
    assert str(refused.value).startswith(sentence)


def test_a_missing_english_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(DueWordsError, match=r"en/due_words\.yml: The file is not there\."):
        spoken_by("de", content=tmp_path)
