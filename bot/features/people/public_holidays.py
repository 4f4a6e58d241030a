"""Public holidays, by country or by a part of one.

They come from the library ``holidays``. It is imported when the first person with a country is met: it
takes longer to load than most of the bot, and nobody needs it before.
"""

import logging
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.platform.errors import UserError
from bot.platform.templating import words

if TYPE_CHECKING:
    from holidays import HolidayBase

log = logging.getLogger(__name__)

# Some countries name their parts, at most in this many letters together with the country.
_LONGEST = 32


class UnknownCountry(UserError):
    """No holidays are known for what was said; the sentence gives examples."""


def code_of(said: str) -> str:
    """The code by which the holidays of ``said`` are kept: "DE", or "DE-BE" for a part of a country.

    ISO 3166, in any case; a part may also be called by its name. Raises UnknownCountry, for the field
    ``country``, when there is no such country or no such part of it.
    """
    country, _, part = " ".join(said.split())[:_LONGEST].partition("-")
    found = _holidays_of_country(country.strip().upper())
    if found is None:
        raise UnknownCountry(
            words("people/public_holidays", said=said[:_LONGEST]).plain("unknown"), field="country"
        )
    if not part.strip():
        return found.country
    names = {name.casefold(): code for name, code in getattr(found, "subdivisions_aliases", {}).items()}
    names |= {code.casefold(): code for code in found.subdivisions}
    if part.strip().casefold() not in names:
        raise UnknownCountry(_no_such_part(found), field="country")
    return f"{found.country}-{names[part.strip().casefold()]}"


def example_of_a_part(code: str) -> str | None:
    """The code of some part of the country ``code``, where parts have holidays of their own."""
    found = None if "-" in code else _holidays_of(code)
    return f"{code}-{found.subdivisions[0]}" if found is not None and found.subdivisions else None


def next_after(code: str, day: date) -> date | None:
    """The first public holiday later than ``day``, None when none is known within a year."""
    coming = sorted(days(code, day.year) | days(code, day.year + 1))
    within_a_year = day + timedelta(days=366)
    return next((holiday for holiday in coming if day < holiday <= within_a_year), None)


@lru_cache(maxsize=1024)
def days(code: str, year: int) -> frozenset[date]:
    """The public holidays of one year, those moved to a working day included.

    Empty for a year that the library knows nothing about, and for a code that it no longer knows: then
    the cards still come.
    """
    found = _holidays_of(*code.split("-", 1), year=year)
    if found is None:
        log.warning("no public holidays are known for %s", code)
    return frozenset(found or ())


def all_days(code: str) -> frozenset[date]:
    """The public holidays of all years that the library knows about."""
    found = _holidays_of(*code.split("-", 1))
    years = range(found.start_year, found.end_year + 1) if found is not None else ()
    return frozenset().union(*(days(code, year) for year in years))


def _holidays_of(country: str, part: str | None = None, *, year: int | None = None) -> "HolidayBase | None":
    from holidays import country_holidays

    try:
        return country_holidays(country, subdiv=part, years=year, expand=False)
    except NotImplementedError:
        return None


def _holidays_of_country(letters: str) -> "HolidayBase | None":
    """Those of the country with these two or three letters.

    The library knows other names, too, those of stock exchanges and of months, and none of them is a country.
    """
    from holidays import list_supported_countries

    return _holidays_of(letters) if letters in list_supported_countries() else None


def _no_such_part(found: "HolidayBase") -> str:
    example = f"{found.country}-{found.subdivisions[0]}" if found.subdivisions else None
    said = words("people/public_holidays", country=found.country, example=example)
    return said.plain("no_such_part" if example else "no_parts")
