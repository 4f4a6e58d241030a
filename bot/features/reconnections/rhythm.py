"""When the next question is due. Counted in weeks and months, and never on a day off."""

from datetime import date

from dateutil.relativedelta import relativedelta

from bot.features.reconnections.models import Rhythm
from bot.platform.working_time import WorkingTime

_STEPS = {
    Rhythm.WEEK: relativedelta(weeks=1),
    Rhythm.FORTNIGHT: relativedelta(weeks=2),
    Rhythm.MONTH: relativedelta(months=1),
}


def next_day(rhythm: Rhythm, *, today: date, working_time: WorkingTime) -> date:
    """The day of the question after one of ``today``: a step on, or the next day on which they work."""
    return working_time.on_or_after(today + _STEPS[rhythm])
