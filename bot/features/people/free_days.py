"""The days on which one person does not work: those they noted, and the public holidays they chose."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.features.people import public_holidays
from bot.features.people.stretches import Stretch
from bot.platform.working_time import DaysOff


@dataclass(frozen=True, slots=True)
class FreeDays(DaysOff):
    """Days off and public holidays of ``country`` (None: no holidays), on the person's own calendar.

    Made to be asked whether a day is among them: holidays are worked out for the years that are asked
    about, and for all of them only when somebody walks through.
    """

    noted: tuple[Stretch, ...] = ()
    country: str | None = None

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        return any(day in stretch for stretch in self.noted) or self._is_holiday(day)

    def __iter__(self) -> Iterator[date]:
        holidays = public_holidays.all_days(self.country) if self.country else frozenset()
        return iter(sorted(holidays.union(*self.noted)))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def last_of(self, day: date) -> date:
        return max((stretch.last_on for stretch in self.noted if day in stretch), default=day)

    def _is_holiday(self, day: date) -> bool:
        return self.country is not None and day in public_holidays.days(self.country, day.year)
