"""The forms around a promise: note it, make it smaller, choose another day, read what was covered."""

from datetime import date

from bot.features.follow_ups.models import FollowUp
from bot.features.follow_ups.service import LONGEST_WORDS
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

NOTE = "follow_ups.note"
SHRINK = "follow_ups.shrink"
PUT_OFF = "follow_ups.put_off"


def note_form(*, given: str, due_on: date, with_id: str | None = None, link: str | None = None) -> Block:
    """A new promise of the reader's own, with ``given`` words to start from."""
    said = words("follow_ups/form", link=link)
    blocks = [
        _words_field(said.plain("words"), hint=said.plain("words_hint"), given=given),
        _day_field(said.plain("due_on"), due_on),
        block_kit.input_(
            said.plain("with_id"),
            element=elements.users_select("with_id", initial=with_id),
            block_id="with_id",
            optional=True,
        ),
    ]
    if link:
        blocks.insert(0, block_kit.context(said["message_link"]))
    return block_kit.modal(
        said.plain("title"),
        blocks=blocks,
        callback_id=NOTE,
        submit=said.plain("submit"),
        close=said.plain("close"),
        private_metadata=link,
    )


def shrink_form(follow_up: FollowUp, *, due_on: date) -> Block:
    """The same promise, smaller."""
    said = words("follow_ups/form")
    return block_kit.modal(
        said.plain("smaller_title"),
        blocks=[
            _words_field(said.plain("smaller_words"), hint=None, given=follow_up.words),
            _day_field(said.plain("due_on"), due_on),
        ],
        callback_id=SHRINK,
        submit=said.plain("smaller_submit"),
        close=said.plain("close"),
        private_metadata=str(follow_up.id),
    )


def put_off_form(follow_up: FollowUp, *, until: date) -> Block:
    """Another day for the next nudge."""
    said = words("follow_ups/form")
    return block_kit.modal(
        said.plain("snooze_title"),
        blocks=[_day_field(said.plain("snooze_until"), until)],
        callback_id=PUT_OFF,
        submit=said.plain("snooze_submit"),
        close=said.plain("close"),
        private_metadata=str(follow_up.id),
    )


def details(follow_up: FollowUp) -> Block:
    """A covered promise in full, for its owner's eyes."""
    said = words("follow_ups/form", words=follow_up.words, with_id=follow_up.with_id, link=follow_up.link)
    blocks = [block_kit.section(said["details_words"])]
    if follow_up.link:
        blocks.append(block_kit.context(said["message_link"]))
    return block_kit.modal(
        said.plain("details_title"),
        blocks=blocks,
        callback_id="follow_ups.details",
        close=said.plain("done_close"),
    )


def page(title: str, text: str) -> Block:
    """A short answer in the place of a form: ``title`` plain, ``text`` mrkdwn."""
    said = words("follow_ups/form")
    return block_kit.modal(
        title, blocks=[block_kit.section(text)], callback_id="follow_ups.said", close=said.plain("done_close")
    )


def _words_field(label: str, *, hint: str | None, given: str) -> Block:
    return block_kit.input_(
        label,
        element=elements.plain_text_input(
            "words", initial=given or None, multiline=True, max_length=LONGEST_WORDS, focus=True
        ),
        block_id="words",
        hint=hint,
    )


def _day_field(label: str, day: date) -> Block:
    return block_kit.input_(label, element=elements.datepicker("due_on", initial=day), block_id="due_on")
