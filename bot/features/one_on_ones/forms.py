"""The forms around a one-on-one: set up a series, move a meeting, note what was promised."""

from datetime import date

from bot.features.follow_ups.service import LONGEST_WORDS
from bot.features.one_on_ones import phrases
from bot.features.one_on_ones.models import Meeting, Rhythm, Series
from bot.features.one_on_ones.recurrence import LENGTHS, MONTHS_BETWEEN, USUAL_MINUTES, Schedule
from bot.features.one_on_ones.spoken import Spoken
from bot.features.people.models import Relation
from bot.features.people.reader import Reader
from bot.platform.errors import UserError
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Body
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import words
from bot.platform.working_time import local_day, zone_named

SET_UP = "one_on_ones.set_up_form"
MOVE = "one_on_ones.move_form"
PROMISE = "one_on_ones.promise_form"

MINE = "mine"
THEIRS = "theirs"


def set_up_form(given: Spoken | None, *, asks_relation: bool) -> Block:
    """A new series, filled in as far as it was understood."""
    said = words("one_on_ones/form")
    days = words("one_on_ones/rhythm")
    rhythms = {rhythm: option(said.plain(f"every_{rhythm}"), value=rhythm) for rhythm in Rhythm}
    weekdays = [option(days.plain(f"day_{number}"), value=str(number)) for number in range(7)]
    lengths = {minutes: option(said.plain(f"minutes_{minutes}"), value=str(minutes)) for minutes in LENGTHS}
    spoken = given or Spoken("")
    fields = {
        "other_id": elements.users_select("other_id", initial=spoken.person_id or None),
        "rhythm": elements.static_select(
            "rhythm", options=list(rhythms.values()), initial=rhythms[spoken.rhythm or Rhythm.WEEKLY]
        ),
        "weekday": elements.static_select(
            "weekday",
            options=weekdays,
            initial=None if spoken.weekday is None else weekdays[spoken.weekday],
        ),
        "at": elements.timepicker("at", initial=spoken.at),
        "minutes": elements.static_select(
            "minutes",
            options=list(lengths.values()),
            initial=lengths[spoken.minutes or USUAL_MINUTES],
        ),
    }
    blocks = [
        block_kit.input_(said.plain(name), element=field, block_id=name) for name, field in fields.items()
    ]
    if asks_relation:
        relations = [option(said.plain(f"relation_{relation}"), value=relation) for relation in Relation]
        blocks.append(
            block_kit.input_(
                said.plain("relation"),
                element=elements.static_select("relation", options=relations),
                block_id="relation",
                hint=said.plain("relation_hint"),
                optional=True,
            )
        )
    return block_kit.modal(
        said.plain("set_up_title"),
        blocks=blocks,
        callback_id=SET_UP,
        submit=said.plain("set_up_submit"),
        close=said.plain("close"),
        private_metadata=str(spoken.ordinal) if spoken.ordinal is not None else None,
    )


def schedule_in(body: Body, *, ordinal: str | None) -> Schedule:
    """What was chosen in that form. Raises UserError when a day or a time is missing."""
    rhythm, weekday = filled_in.chosen(body, "rhythm"), filled_in.chosen(body, "weekday")
    at, minutes = filled_in.clock_time(body, "at"), filled_in.chosen(body, "minutes")
    possible = weekday in set("0123456") and minutes in {str(length) for length in LENGTHS}
    if not (rhythm in set(Rhythm) and possible and at is not None):
        raise UserError(words("one_on_ones/refusals").plain("when"), field="weekday")
    nth = int(ordinal) if ordinal and rhythm in set(MONTHS_BETWEEN) else None
    return Schedule(Rhythm(rhythm or ""), int(weekday or 0), at, int(minutes or 0), nth)


def move_form(meeting: Meeting, reader: Reader) -> Block:
    """Another day and time for a meeting, on the clock of its series."""
    series = meeting.series
    said = words("one_on_ones/form", zone=series.zone)
    day = max(local_day(meeting.starts_at, series.zone), local_day(reader.now, series.zone))
    hint = said.plain("move_zone") if series.zone != reader.zone else None
    fields = [
        block_kit.input_(said.plain("on"), element=elements.datepicker("on", initial=day), block_id="on"),
        block_kit.input_(
            said.plain("new_time"),
            element=elements.timepicker(
                "at",
                initial=meeting.starts_at.astimezone(zone_named(series.zone)).time(),
                timezone=series.zone,
            ),
            block_id="at",
            hint=hint,
        ),
    ]
    return block_kit.modal(
        said.plain("move_title"),
        blocks=fields,
        callback_id=MOVE,
        submit=said.plain("move_submit"),
        close=said.plain("close"),
        private_metadata=str(meeting.id),
    )


def promise_form(series: Series, *, other_name: str, other_is_gone: bool, due_on: date) -> Block:
    """What one of the two promised.

    What the other promised can be noted once they share the series: until then it would carry somebody's
    words to a person who never agreed to read them.
    """
    said = words("one_on_ones/form", name=other_name)
    blocks = [
        block_kit.input_(
            said.plain("promise"),
            element=elements.plain_text_input("words", multiline=True, max_length=LONGEST_WORDS, focus=True),
            block_id="words",
            hint=said.plain("promise_shared" if series.is_shared else "promise_private"),
        ),
        block_kit.input_(
            said.plain("due_on"), element=elements.datepicker("due_on", initial=due_on), block_id="due_on"
        ),
    ]
    if series.is_shared and not other_is_gone:
        whose = [option(said.plain(one), value=one) for one in (MINE, THEIRS)]
        who = elements.radio_buttons("who", options=whose, initial=whose[0])
        blocks.insert(0, block_kit.input_(said.plain("who"), element=who, block_id="who"))
    elif not series.is_shared:
        blocks.append(block_kit.context(said["theirs_once_joined"]))
    return block_kit.modal(
        said.plain("promise_title"),
        blocks=blocks,
        callback_id=PROMISE,
        submit=said.plain("promise_submit"),
        close=said.plain("close"),
        private_metadata=str(series.id),
    )


def why(meeting: Meeting, reader: Reader) -> Block:
    """Why a card names this meeting."""
    series = meeting.series
    said = words(
        "one_on_ones/why",
        organizer_id=series.organizer_id,
        other_id=series.other_end(reader.person_id),
        is_own=reader.person_id == series.organizer_id,
        schedule=phrases.schedule(series, reader_zone=reader.zone),
        created_on=local_day(series.created_at, reader.zone),
    )
    return page(said.plain("title"), f"{said['from']}\n{said['rule']}")


def page(title: str, text: str) -> Block:
    """A short answer in the place of a form: ``title`` plain, ``text`` mrkdwn."""
    said = words("one_on_ones/form")
    return block_kit.modal(
        title, blocks=[block_kit.section(text)], callback_id="one_on_ones.said", close=said.plain("done")
    )
