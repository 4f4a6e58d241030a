"""How setting up several looks: the form, the slots to look through, and what was set up."""

from collections.abc import Iterator, Sequence
from itertools import islice

from bot.features.one_on_ones import phrases
from bot.features.one_on_ones.arranging.actions import SeveralAction
from bot.features.one_on_ones.arranging.roles import role_field, role_in
from bot.features.one_on_ones.arranging.several import MOST, Choices, Plan
from bot.features.one_on_ones.arranging.slot_fields import (
    minutes_field,
    minutes_in,
    rhythm_field,
    rhythm_in,
)
from bot.features.one_on_ones.arranging.staggering import Wish
from bot.features.one_on_ones.models import Rhythm, Role, Series
from bot.features.one_on_ones.recurrence import USUAL_MINUTES, recurrence_of
from bot.features.people.reader import Reader
from bot.platform.errors import UserError
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Body
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import words

FORM = "one_on_ones.several_form"
PLAN = "one_on_ones.several_plan"
# Slack takes 3,000 characters a section; a reason may hold a name of 255.
_LINES_A_SECTION = 6


def several_form(reader: Reader, *, people: Sequence[str] = (), given: Choices | None = None) -> Block:
    """Whom, and what all of them have in common. ``people``: whom it begins with, unless ``given``."""
    said = words("one_on_ones/several", zone=reader.zone)
    fields = words("one_on_ones/form")
    days = words("one_on_ones/rhythm")
    weekdays = [option(days.plain(f"day_{number}"), value=str(number)) for number in range(7)]
    wish = given.wish if given else None
    chosen = [weekdays[number] for number in wish.weekdays] if wish else None
    everybody = elements.multi_users_select("people", initial=given.people if given else people, at_most=MOST)
    first_at = elements.timepicker("at", initial=wish.first_at if wish else None)
    blocks = [
        block_kit.input_(said.plain("people"), element=everybody, block_id="people"),
        role_field(given.other_is if given else Role.REPORT, is_needed=True),
        rhythm_field(wish.rhythm if wish else Rhythm.FORTNIGHTLY),
        block_kit.input_(
            said.plain("weekdays"),
            element=elements.checkboxes("weekdays", options=weekdays, initial=chosen),
            block_id="weekdays",
        ),
        block_kit.input_(
            said.plain("first_at"), element=first_at, block_id="at", hint=said.plain("first_at_hint")
        ),
        minutes_field(wish.minutes if wish else USUAL_MINUTES),
    ]
    return block_kit.modal(
        said.plain("title"),
        blocks=blocks,
        callback_id=FORM,
        submit=said.plain("look"),
        close=fields.plain("close"),
    )


def choices_chosen(body: Body) -> Choices:
    """What was chosen in that form. Raises UserError for what is missing."""
    people, weekdays = filled_in.several(body, "people"), filled_in.several(body, "weekdays")
    first_at = filled_in.clock_time(body, "at")
    refusals = words("one_on_ones/refusals")
    if not people:
        raise UserError(refusals.plain("nobody_chosen"), field="people")
    if not weekdays or not set(weekdays) <= set("0123456"):
        raise UserError(refusals.plain("which_days"), field="weekdays")
    if first_at is None:
        raise UserError(refusals.plain("when"), field="at")
    days = tuple(sorted(int(weekday) for weekday in weekdays))
    wish = Wish(rhythm_in(body), days, first_at, minutes_in(body))
    return Choices(tuple(people[:MOST]), role_in(body) or Role.REPORT, wish)


def plan_page(plan: Plan, choices: Choices, reader: Reader) -> Block:
    """What would be set up, who is left out, and the words that each of the others will read."""
    said = words("one_on_ones/several", count=len(plan.series), zone=reader.zone)
    blocks = [block_kit.section(said["planned" if plan.series else "nobody_left"])]
    blocks += _sections(_line(one, reader) for one in plan.series)
    if plan.left_out:
        blocks += [block_kit.section(said["left_out"]), *_sections(plan.left_out)]
    if plan.series:
        blocks += [
            block_kit.divider(),
            block_kit.section(f"{said['they_read']}\n{_invitation(plan.series[0], reader)}"),
            block_kit.context(said["tell_them_first"]),
        ]
    blocks.append(block_kit.actions([block_kit.button(said.plain("back"), action_id=SeveralAction.BACK)]))
    return block_kit.modal(
        said.plain("title"),
        blocks=blocks,
        callback_id=PLAN,
        submit=said.plain("set_up_all") if plan.series else None,
        close=words("one_on_ones/form").plain("close"),
        private_metadata=choices.written(),
    )


def done_page(made: Plan, reader: Reader) -> Block:
    """What has been set up."""
    said = words("one_on_ones/several", count=len(made.series), zone=reader.zone)
    blocks = [block_kit.section(said["done" if made.series else "nobody_left"])]
    blocks += _sections(_line(one, reader) for one in made.series)
    if made.left_out:
        blocks += [block_kit.section(said["left_out"]), *_sections(made.left_out)]
    return block_kit.modal(
        said.plain("title"),
        blocks=blocks,
        callback_id="one_on_ones.said",
        close=words("one_on_ones/form").plain("done"),
    )


def _line(one: Series, reader: Reader) -> str:
    return words(
        "one_on_ones/several",
        other_id=one.other_id,
        schedule=phrases.schedule(one, reader_zone=reader.zone),
        first_on=one.starts_on,
    )["slot"]


def _invitation(one: Series, reader: Reader) -> str:
    """What the other one reads, as a quote: the same words, for one of the slots."""
    first = recurrence_of(one).next_after(reader.now)
    said = words(
        "one_on_ones/invitation",
        organizer_id=one.organizer_id,
        schedule=phrases.schedule(one, reader_zone=reader.zone),
        at=phrases.dated_moment(first, reader),
        is_elsewhere=False,
    )
    return f"> {said['invitation']}\n> {said['what_it_means']}"


def _sections(lines: Sequence[str] | Iterator[str]) -> list[Block]:
    left = iter(lines)
    sections = []
    while together := list(islice(left, _LINES_A_SECTION)):
        sections.append(block_kit.section("\n".join(together)))
    return sections
