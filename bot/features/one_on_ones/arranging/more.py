"""What stands behind *More* on a series, brought to whoever does it."""

from collections.abc import Callable
from typing import Any

from bot.features.one_on_ones.actions import Action, More
from bot.features.one_on_ones.arranging import changing
from bot.features.one_on_ones.arranging.doors import Doors
from bot.features.one_on_ones.calendar import listeners as calendar
from bot.features.one_on_ones.history import listeners as history
from bot.features.one_on_ones.promises import listeners as promises
from bot.platform.inbound.answers import Ack
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts

# The rooms name Slack's ack by its own type, which this one does not know.
Opener = Callable[[Any, Parts, Asker, Body, str], None]

_OPENERS: dict[More, Opener] = {
    More.NOTE_PROMISE: promises.open_line,
    More.CHANGE: changing.open_change,
    More.PAUSE: changing.open_pause,
    More.LEAD: changing.open_lead,
    More.HISTORY: history.open_by_series,
    More.CALENDAR: calendar.open_by_series,
    More.END: changing.open_end,
}


def doors(parts: Parts) -> Doors:
    """The select itself."""

    def choose(ack: Ack, body: Body, action: dict[str, Any]) -> None:
        asker = asker_of(body)
        choice, _, series_id = action["selected_option"]["value"].partition(":")
        if choice == More.RESUME:
            changing.resume(ack, parts, asker, body, action, series_id)
        else:
            _OPENERS[More(choice)](ack, parts, asker, body, series_id)

    return Doors(actions={Action.MORE: choose})
