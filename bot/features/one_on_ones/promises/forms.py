"""The forms for what one of the two promised: one line to type it in, and how it was understood."""

from dataclasses import dataclass
from datetime import date

from bot.features.follow_ups.service import LONGEST_WORDS
from bot.features.one_on_ones.models import Series
from bot.features.one_on_ones.promises.line import PromiseLine, Whose
from bot.features.people.models import Person
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import words

LINE = "one_on_ones.promise_line"
PROMISE = "one_on_ones.promise_form"


@dataclass(frozen=True, slots=True)
class Between:
    """Whose promises can be noted: those of the reader, and of the other once both share the series."""

    series: Series
    other: Person

    @property
    def theirs_too(self) -> bool:
        """What the other promised is theirs to take on: until they share the series nobody asks them."""
        return self.series.is_shared and not self.other.is_gone


def line_form(between: Between) -> Block:
    """Room for one line that says whose it is, what, and by when."""
    said = words("one_on_ones/promise", name=between.other.name)
    blocks = [
        block_kit.input_(
            said.plain("line"),
            element=elements.plain_text_input("line", max_length=LONGEST_WORDS, focus=True),
            block_id="line",
            hint=said.plain("line_hint" if between.theirs_too else "line_hint_mine"),
        )
    ]
    if not between.series.is_shared:
        blocks.append(block_kit.context(said["theirs_once_joined"]))
    return block_kit.modal(
        said.plain("title"),
        blocks=blocks,
        callback_id=LINE,
        submit=said.plain("next"),
        close=said.plain("close"),
        private_metadata=str(between.series.id),
    )


def promise_form(between: Between, understood: PromiseLine, *, usual_day: date) -> Block:
    """How the line was understood, to be put right before it is kept.

    ``usual_day`` is by when it is due if the line does not say.
    """
    said = words(
        "one_on_ones/promise",
        name=between.other.name,
        is_theirs=understood.whose is Whose.THEIRS,
        words=understood.words,
        due_on=understood.due_on or usual_day,
        is_said=understood.due_on is not None,
    )
    blocks = [block_kit.section(said["understood"])]
    if between.theirs_too:
        whose = [option(said.plain(one), value=one) for one in Whose]
        chosen = whose[list(Whose).index(understood.whose or Whose.MINE)]
        who = elements.radio_buttons("who", options=whose, initial=chosen)
        blocks.append(block_kit.input_(said.plain("who"), element=who, block_id="who"))
    blocks += [
        block_kit.input_(
            said.plain("promise"),
            element=elements.plain_text_input(
                "words", initial=understood.words, multiline=True, max_length=LONGEST_WORDS
            ),
            block_id="words",
            hint=said.plain("promise_shared" if between.series.is_shared else "promise_private"),
        ),
        block_kit.input_(
            said.plain("due_on"),
            element=elements.datepicker("due_on", initial=understood.due_on or usual_day),
            block_id="due_on",
        ),
    ]
    return block_kit.modal(
        said.plain("title"),
        blocks=blocks,
        callback_id=PROMISE,
        submit=said.plain("submit"),
        close=said.plain("close"),
        private_metadata=str(between.series.id),
    )
