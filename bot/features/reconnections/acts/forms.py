"""The screens for one's words and for the time, and what is filled in on them."""

from datetime import date
from enum import StrEnum
from typing import TypeVar

from bot.features.people.reader import Reader
from bot.features.reconnections import exits, rests
from bot.features.reconnections.acts import wording
from bot.features.reconnections.acts.actions import Action
from bot.features.reconnections.acts.draft import Draft, Extent, Step
from bot.features.reconnections.acts.place import Place
from bot.features.reconnections.acts.when import LONGEST_AFTER, When
from bot.features.reconnections.content.cards import SteadyPart
from bot.features.reconnections.content.library import Content, content_for
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Body
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import words

WORDS = "reconnections.wording"
WHEN = "reconnections.when"
_ON = "on"
_Choice = TypeVar("_Choice", bound=StrEnum)


def back(step: Step) -> Block:
    """*Back*, to that screen."""
    said = words("reconnections/first")
    return block_kit.button(said.plain("back"), action_id=Action.BACK, value=step)


def your_words(
    reader: Reader, place: Place, draft: Draft, *, name: str, rests_until: date | None = None
) -> Block:
    """How big, an opener to change, and the last line. ``name`` is whom it is for.

    ``rests_until``: openers for that person rest, and no words are offered before that day.
    """
    content = content_for(reader.language)
    said = words("reconnections/wording", name=name)
    offered = wording.to_start_from(content, draft, draft.extent) if rests_until is None else ("",)
    turn = min(place.turn, len(offered) - 1)
    buttons = [back(Step.GATES if draft.is_listening else Step.FIRST)]
    if turn + 1 < len(offered):
        buttons.insert(0, block_kit.button(said.plain("another"), action_id=Action.ANOTHER))
    blocks = [block_kit.section(f"{said['to']} {said[draft.act]}")]
    if rests_until is not None:
        blocks.append(at_rest(rests_until))
    if not draft.is_listening:
        blocks.append(_extent(draft.extent))
    blocks.append(
        block_kit.input_(
            said.plain("words"),
            element=elements.plain_text_input(
                "words",
                initial=draft.words or offered[turn] or None,
                multiline=True,
                max_length=wording.LONGEST_TEXT,
            ),
            # Slack keeps what was typed while a field has the same name: other words need another one.
            block_id=f"words:{draft.extent}:{turn}:{len(draft.words)}",
            hint=said.plain("words_hint"),
        )
    )
    if draft.words and len(buttons) > 1 and not wording.is_an_opener(reader.language, draft):
        blocks.append(block_kit.context(said["stays"]))
    blocks.append(_last_line(content, draft))
    if draft.extent is Extent.TALK:
        lines = [line.text for line in content.steady_lines(SteadyPart.BEFORE)]
        blocks += [
            block_kit.section(said["steadiness"]),
            block_kit.rich_text([block_kit.rich_text_list(lines)]),
        ]
    return _form(WORDS, said.plain("title"), [*blocks, *_not_again(draft), exits.row(*buttons)], place)


def at_rest(until: date) -> Block:
    """Why no words are offered, and until when."""
    return block_kit.context(words("reconnections/wording", until=until)["rests"])


def extent_on(body: Body, draft: Draft) -> Extent:
    """How big, as chosen on the screen; as it was where that is not asked."""
    value = filled_in.chosen(body, "extent")
    return Extent(value) if value in set(Extent) else draft.extent


def words_field(body: Body) -> str:
    """The block_id of the words on the screen."""
    return next((name for name in body["view"]["state"]["values"] if name.startswith("words:")), "words")


def last_line_on(reader: Reader, body: Body, draft: Draft) -> str:
    """The last line as chosen on the screen; empty when it is switched off."""
    line = content_for(reader.language).expectation_lines_for(draft.direction)[0].text
    return line if _ON in filled_in.several(body, "expectation") else ""


def when(reader: Reader, place: Place, draft: Draft, *, chosen: When = When.NOW) -> Block:
    """The whole text once more, one hint at most, and the time."""
    content = content_for(reader.language)
    said = words("reconnections/when")
    whole = block_kit.rich_text_quote(wording.whole(content, draft))
    blocks = [block_kit.section(said["preview"]), block_kit.rich_text([whole], block_id="preview")]
    buttons = [back(Step.PIECES if draft.is_composed else Step.WORDS)]
    left = wording.noticed(draft, language=reader.language)[place.waved :]
    if left:
        hint = words("reconnections/when", says=left[0].says)
        blocks.append(block_kit.context(hint["hint"], block_id="hint"))
        buttons.append(block_kit.button(said.plain("leave_it"), action_id=Action.LEAVE_IT))
    options = {each: option(said.plain(each), value=each) for each in When}
    blocks.append(
        block_kit.input_(
            said.plain("when"),
            element=elements.radio_buttons(
                Action.WHEN, options=list(options.values()), initial=options[chosen]
            ),
            block_id="when",
            dispatch=True,
        )
    )
    blocks += _time_fields(reader, chosen)
    if draft.is_composed and draft.has_power:
        once = option(said.plain("two_weeks_on"), value=_ON)
        blocks.append(_switch("two_weeks", said.plain("two_weeks"), once))
    reassurances = content.reassurance_for(draft.act)
    line = reassurances[reader.today.toordinal() % len(reassurances)]
    told = words("reconnections/when", text=line.text, source=line.source_note)
    blocks.append(block_kit.context(told["reassurance"]))
    return _form(WHEN, said.plain("title"), [*blocks, *_not_again(draft), exits.row(*buttons)], place)


def when_on(body: Body) -> When:
    """The time that was chosen on the screen."""
    value = filled_in.chosen(body, "when")
    return When(value) if value in set(When) else When.NOW


def wants_two_weeks(body: Body) -> bool:
    """Whether they want to be asked again in two weeks."""
    return _ON in filled_in.several(body, "two_weeks")


def _not_again(draft: Draft) -> list[Block]:
    return [] if draft.about_id is None else [rests.row(draft.about_id)]


def _extent(extent: Extent) -> Block:
    said = words("reconnections/wording")
    options = {each: option(said.plain(each), value=each) for each in Extent}
    return block_kit.input_(
        said.plain("extent"),
        element=elements.radio_buttons(
            Action.EXTENT, options=list(options.values()), initial=options[extent]
        ),
        block_id="extent",
        dispatch=True,
    )


def _last_line(content: Content, draft: Draft) -> Block:
    line = content.expectation_lines_for(draft.direction)[0].text
    said = words("reconnections/wording")
    return _switch(
        "expectation", said.plain("expectation"), option(line, value=_ON), is_on=draft.expectation != ""
    )


def _switch(name: str, label: str, on: Block, *, is_on: bool = True) -> Block:
    return block_kit.input_(
        label,
        element=elements.checkboxes(name, options=[on], initial=[on] if is_on else None),
        block_id=name,
        optional=True,
    )


def _time_fields(reader: Reader, chosen: When) -> list[Block]:
    if chosen not in (When.AT, When.AFTER):
        return []
    said = words("reconnections/when")
    day = block_kit.input_(
        said.plain("day"),
        element=elements.datepicker("day", initial=reader.working_time.working_day_after(reader.today)),
        block_id="day",
    )
    if chosen is When.AT:
        at = elements.timepicker("time", timezone=reader.zone)
        hint = said.plain("time_hint")
        return [day, block_kit.input_(said.plain("time"), element=at, block_id="time", hint=hint)]
    after = elements.plain_text_input(
        "after", placeholder=said.plain("after_example"), max_length=LONGEST_AFTER
    )
    return [block_kit.input_(said.plain("after_what"), element=after, block_id="after"), day]


def _form(callback_id: str, title: str, blocks: list[Block], place: Place) -> Block:
    said = words("reconnections/first")
    return block_kit.modal(
        title,
        blocks=blocks,
        callback_id=callback_id,
        submit=said.plain("submit"),
        close=said.plain("close"),
        private_metadata=place.packed(),
    )
