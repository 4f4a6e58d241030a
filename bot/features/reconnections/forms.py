"""The forms beside a question: promise a small act, and be asked regularly."""

from datetime import date

from bot.features.follow_ups.service import LONGEST_WORDS
from bot.features.reconnections import exits
from bot.features.reconnections.models import QuestionRhythm, Rhythm
from bot.features.reconnections.steps import Way
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import words

ACT = "reconnections.act"
RHYTHM = "reconnections.rhythm"
OFF = "off"


def act(way: Way, *, given: str, due_on: date) -> Block:
    """A small act of one's own, with ``given`` words to start from."""
    said = words("reconnections/act")
    return block_kit.modal(
        said.plain("title"),
        blocks=[
            block_kit.input_(
                said.plain("words"),
                element=elements.plain_text_input(
                    "words", initial=given or None, multiline=True, max_length=LONGEST_WORDS, focus=True
                ),
                block_id="words",
                hint=said.plain("hint"),
            ),
            block_kit.input_(
                said.plain("due_on"),
                element=elements.datepicker("due_on", initial=due_on),
                block_id="due_on",
            ),
            exits.row(),
        ],
        callback_id=ACT,
        submit=said.plain("submit"),
        close=said.plain("close"),
        private_metadata=way.packed(),
    )


def promised(next_on: date | None) -> Block:
    """The promise is kept, and comes up on ``next_on``."""
    said = words("reconnections/act", next_on=next_on)
    return _said(said.plain("title"), said["promised"])


def rhythm(way: Way, *, given: QuestionRhythm | None) -> Block:
    """How often would you like a question?"""
    said = words("reconnections/rhythm", about_id=way.about_id)
    options = [option(said.plain(each), value=each) for each in (*Rhythm, OFF)]
    chosen = given.rhythm if given else Rhythm.WEEK
    return block_kit.modal(
        said.plain("title"),
        blocks=[
            block_kit.section(said["lead"]),
            block_kit.input_(
                said.plain("rhythm"),
                element=elements.radio_buttons(
                    "rhythm",
                    options=options,
                    initial=next(each for each in options if each["value"] == chosen),
                ),
                block_id="rhythm",
                hint=said.plain("hint"),
            ),
            exits.row(),
        ],
        callback_id=RHYTHM,
        submit=said.plain("submit"),
        close=said.plain("close"),
        private_metadata=way.packed(),
    )


def rhythm_kept(kept: QuestionRhythm | None, *, rests_until: date | None = None) -> Block:
    """The rhythm holds, or is off (None). ``rests_until``: none comes before that day."""
    days = [day for day in (kept and kept.next_question_on, rests_until) if day]
    said = words("reconnections/rhythm", next_on=max(days, default=None))
    return _said(said.plain("title"), said["kept" if kept else "ended"])


def _said(title: str, text: str) -> Block:
    return block_kit.modal(
        title,
        blocks=[block_kit.section(text), exits.row()],
        callback_id="reconnections.page",
        close=words("reconnections/question").plain("close"),
    )
