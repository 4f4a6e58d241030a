"""How often, on which day, when and on whose clock: the fields of a form, and what was chosen in them."""

from dataclasses import dataclass
from datetime import time

from bot.features.one_on_ones.models import Rhythm, Series
from bot.features.one_on_ones.recurrence import (
    LAST,
    LENGTHS,
    MONTHS_BETWEEN,
    USUAL_MINUTES,
    Schedule,
    usual_minutes,
)
from bot.features.one_on_ones.spoken import zones
from bot.features.one_on_ones.spoken.understood import Spoken
from bot.platform.errors import UserError
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Body
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import words

ORDINALS = (1, 2, 3, 4, LAST)
_AS_IT_COMES = "0"


@dataclass(frozen=True, slots=True)
class Slot:
    """What the fields begin with. ``clock``: MINE, THEIRS or an IANA name."""

    rhythm: Rhythm = Rhythm.WEEKLY
    weekday: int | None = None
    ordinal: int | None = None
    at: time | None = None
    minutes: int = USUAL_MINUTES
    clock: str = zones.MINE


def slot_spoken(spoken: Spoken | None) -> Slot:
    """As far as it was said."""
    if spoken is None:
        return Slot()
    return Slot(
        rhythm=spoken.rhythm or Rhythm.WEEKLY,
        weekday=spoken.weekday,
        ordinal=spoken.ordinal,
        at=spoken.at,
        minutes=spoken.minutes or usual_minutes(spoken.rhythm),
        clock=spoken.clock or zones.MINE,
    )


def slot_of(series: Series, *, own_zone: str, their_zone: str) -> Slot:
    """As a series is now, seen by one of the two."""
    clock = {their_zone: zones.THEIRS, own_zone: zones.MINE}.get(series.zone, series.zone)
    return Slot(
        rhythm=Rhythm(series.rhythm),
        weekday=series.starts_on.weekday(),
        ordinal=series.ordinal,
        at=series.at,
        minutes=series.minutes,
        clock=clock,
    )


def slot_fields(slot: Slot, *, own_zone: str, their_zone: str | None) -> list[Block]:
    """The fields, filled in. ``their_zone`` is None while it is not known who the other is."""
    said = words("one_on_ones/form")
    days = words("one_on_ones/rhythm")
    weekdays = {str(number): days.plain(f"day_{number}") for number in range(7)}
    ordinals = {_AS_IT_COMES: said.plain("ordinal_as_it_comes")} | {
        str(ordinal): days.plain(f"ordinal_{ordinal}".replace("-1", "last")) for ordinal in ORDINALS
    }
    chosen_day = None if slot.weekday is None else str(slot.weekday)
    return [
        rhythm_field(slot.rhythm),
        _select("weekday", weekdays, chosen_day),
        _select("ordinal", ordinals, str(slot.ordinal or 0), hint=said.plain("ordinal_hint")),
        block_kit.input_(said.plain("at"), element=elements.timepicker("at", initial=slot.at), block_id="at"),
        minutes_field(slot.minutes),
        _select("clock", _clocks(slot.clock, own_zone, their_zone), slot.clock),
    ]


def rhythm_field(rhythm: Rhythm) -> Block:
    """How often."""
    said = words("one_on_ones/form")
    return _select("rhythm", {one: said.plain(f"every_{one}") for one in Rhythm}, rhythm)


def minutes_field(minutes: int) -> Block:
    """How long."""
    shown = {str(one): words("one_on_ones/form", minutes=one).plain("minutes_long") for one in LENGTHS}
    return _select("minutes", shown, str(minutes))


def schedule_in(body: Body, *, their_zone: str) -> Schedule:
    """What was chosen in those fields. ``their_zone``: the other's, IANA.

    Raises UserError when a day or a time is missing.
    """
    weekday, at = filled_in.chosen(body, "weekday"), filled_in.clock_time(body, "at")
    rhythm, minutes = rhythm_in(body), minutes_in(body)
    ordinal = int(filled_in.chosen(body, "ordinal") or 0)
    if weekday not in set("0123456") or at is None or ordinal not in (0, *ORDINALS):
        raise UserError(words("one_on_ones/refusals").plain("when"), field="weekday")
    clock = filled_in.chosen(body, "clock") or zones.MINE
    zone = {zones.MINE: None, zones.THEIRS: their_zone}.get(clock, clock)
    nth = ordinal or None if rhythm in MONTHS_BETWEEN else None
    return Schedule(rhythm, int(weekday), at, minutes, nth, zone)


def rhythm_in(body: Body) -> Rhythm:
    """The rhythm that was chosen. Raises UserError."""
    rhythm = filled_in.chosen(body, "rhythm")
    if rhythm not in set(Rhythm):
        raise UserError(words("one_on_ones/refusals").plain("when"), field="rhythm")
    return Rhythm(rhythm)


def minutes_in(body: Body) -> int:
    """The length that was chosen. Raises UserError."""
    minutes = filled_in.chosen(body, "minutes") or ""
    if not minutes.isdecimal() or int(minutes) not in LENGTHS:
        raise UserError(words("one_on_ones/refusals").plain("which_length"), field="minutes")
    return int(minutes)


def _clocks(clock: str, own_zone: str, their_zone: str | None) -> dict[str, str]:
    said = words("one_on_ones/form", own_zone=own_zone, their_zone=their_zone)
    clocks = {
        zones.MINE: said.plain("clock_mine"),
        zones.THEIRS: said.plain("clock_theirs"),
    }
    return clocks | ({} if clock in clocks else {clock: clock})


def _select(name: str, labels: dict[str, str], chosen: str | None, *, hint: str | None = None) -> Block:
    said = words("one_on_ones/form")
    options = {value: option(label, value=value) for value, label in labels.items()}
    return block_kit.input_(
        said.plain(name),
        element=elements.static_select(
            name, options=list(options.values()), initial=options[chosen] if chosen is not None else None
        ),
        block_id=name,
        hint=hint,
    )
