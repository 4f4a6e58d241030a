"""Public holidays, by country or by a part of one."""

import logging
import subprocess
import sys
from datetime import date

import holidays
import pytest

from bot.features.people import public_holidays
from bot.features.people.free_days import FreeDays
from bot.features.people.public_holidays import UnknownCountry
from bot.features.people.stretches import Stretch
from bot.sandbox.sandbox import Sandbox


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("DE", "DE"),
        ("de", "DE"),
        (" de-be ", "DE-BE"),
        ("DE - BE", "DE-BE"),
        ("DE-Berlin", "DE-BE"),
        ("US-NY", "US-NY"),
        ("UK", "GB"),
        ("DEU", "DE"),
        ("BR", "BR"),
    ],
)
def test_a_country_is_named_by_its_letters(said: str, code: str) -> None:
    assert public_holidays.code_of(said) == code


@pytest.mark.parametrize("said", ["", "-", "-BE", "XX", "Germany", "DE-XX", "VA-RM", "XNYS", "É", "D" * 400])
def test_what_is_no_country_is_refused_with_an_example(said: str) -> None:
    with pytest.raises(UnknownCountry, match=r"DE|VA") as raised:
        public_holidays.code_of(said)
    assert raised.value.field == "country"
    assert len(raised.value.words) < 200


def test_nothing_but_a_country_is_taken_for_one_whatever_else_the_calendars_name() -> None:
    countries = set(holidays.list_supported_countries())
    others = {name for name in dir(holidays) if name.isupper()} - countries
    assert {"MAR", "DEC", "SAT", "BANK", "NYSE"} <= others
    for said in others:
        with pytest.raises(UnknownCountry):
            public_holidays.code_of(said)


def test_whoever_means_a_country_and_writes_a_month_reads_what_to_write(tend: Sandbox) -> None:
    said = tend.hands("maya").types("/tend holidays mar").words
    assert "MAR" in said.upper()
    assert "DE" in said


def test_every_country_and_every_part_that_there_is_can_be_kept_and_asked_about() -> None:
    for country, parts in holidays.list_supported_countries(include_aliases=False).items():
        for said in (country, *(f"{country}-{part}" for part in parts)):
            code = public_holidays.code_of(said)
            assert code == said
            assert all(day.year == 2026 for day in public_holidays.days(code, 2026))


@pytest.mark.parametrize(
    ("code", "day", "is_one"),
    [
        ("DE", date(2026, 12, 25), True),
        ("DE", date(2031, 12, 25), True),
        ("DE-BE", date(2027, 3, 8), True),  # Women's Day, in Berlin
        ("DE", date(2027, 3, 8), False),
        ("US", date(2021, 12, 31), True),  # New Year's Day fell on a Saturday
        ("US", date(2026, 10, 12), True),
        ("US", date(2026, 10, 13), False),
        ("DE", date(9999, 12, 25), False),
        ("DE", date(1, 12, 25), False),
    ],
)
def test_a_day_is_a_holiday_where_it_is_one(code: str, day: date, is_one: bool) -> None:
    assert (day in FreeDays(country=code)) is is_one


def test_without_a_country_no_day_is_a_holiday() -> None:
    assert date(2026, 12, 25) not in FreeDays()
    assert list(FreeDays()) == []


def test_walking_through_the_free_days_meets_those_that_are_found_in_them() -> None:
    noted = Stretch(date(2026, 12, 24), date(2026, 12, 31))
    free = FreeDays(noted=(noted,), country="DE")
    walked = list(free)
    assert len(free) == len(walked) == len(set(walked))
    assert [day for day in walked if day.year == 2026] == [
        day
        for day in Stretch(date(2026, 1, 1), date(2026, 12, 31))
        if day in noted or day in public_holidays.days("DE", 2026)
    ]
    assert all(day in free for day in walked)


def test_the_next_holiday_may_be_next_year() -> None:
    assert public_holidays.next_after("US", date(2026, 10, 11)) == date(2026, 10, 12)
    assert public_holidays.next_after("DE", date(2026, 12, 26)) == date(2027, 1, 1)
    assert public_holidays.next_after("DE", date(2200, 1, 1)) is None


def test_a_code_that_is_no_longer_known_costs_nobody_their_card(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert date(2026, 12, 25) not in FreeDays(country="ZZ-GONE")
    assert "ZZ-GONE" in caplog.text


def test_the_calendars_are_not_loaded_before_somebody_needs_them() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, bot.app; print({'holidays', 'dateparser'} & set(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.strip() == "set()"
