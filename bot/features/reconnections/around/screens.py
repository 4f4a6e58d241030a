"""What the rooms around the act have in common: whom is it about, and a few words to end with."""

from collections.abc import Sequence

from bot.features.one_on_ones.actions import Action as OneOnOneAction
from bot.features.people.models import Person
from bot.features.reconnections import exits
from bot.features.reconnections.around.actions import WHOM, Towards
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


def whom(towards: Towards, *, written_about: Sequence[Person] = ()) -> Block:
    """Whom is it about? Those of whom something is written down already stand there with a button each."""
    said = words("reconnections/around")
    return block_kit.modal(
        said.plain("title"),
        blocks=[
            block_kit.input_(
                said.plain("about"),
                element=elements.users_select("about_id", focus=True),
                block_id="about_id",
                hint=said.plain("hint"),
            ),
            *(_written(person) for person in written_about),
            exits.row(),
        ],
        callback_id=WHOM,
        submit=said.plain("submit"),
        close=said.plain("close"),
        private_metadata=towards,
    )


def page(title: str, blocks: list[Block]) -> Block:
    """A page to read, with the two ways out at its foot. ``title`` is plain."""
    return block_kit.modal(
        title,
        blocks=[*blocks, exits.row()],
        callback_id="reconnections.page",
        close=words("reconnections/around").plain("close"),
    )


def _written(person: Person) -> Block:
    said = words("reconnections/around", name=person.name)
    button = block_kit.button(said.plain("open"), action_id=OneOnOneAction.EXPECTATIONS, value=person.id)
    return block_kit.section(said["written"], accessory=button, block_id=f"written:{person.id}")
