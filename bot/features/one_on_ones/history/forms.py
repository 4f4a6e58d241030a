"""The form for a note for both."""

from bot.features.one_on_ones.agenda.skeleton import first_name
from bot.features.one_on_ones.models import Meeting
from bot.features.people.models import Person
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

WRITE = "one_on_ones.note_form"


def note_form(meeting: Meeting, other: Person) -> Block:
    """Room for one note on that meeting."""
    said = words("one_on_ones/history", name=first_name(other))
    field = elements.plain_text_input("words", multiline=True, focus=True)
    return block_kit.modal(
        said.plain("write_title"),
        blocks=[
            block_kit.input_(
                said.plain("write_label"), element=field, block_id="words", hint=said.plain("write_hint")
            )
        ],
        callback_id=WRITE,
        submit=said.plain("write_submit"),
        close=said.plain("write_close"),
        private_metadata=str(meeting.id),
    )
