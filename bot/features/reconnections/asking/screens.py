"""Ask somebody for a one-on-one to reconnect: the words are handed over, and the person sends them."""

from bot.features.one_on_ones.actions import Action as OneOnOneAction
from bot.features.one_on_ones.models import Role
from bot.features.people.models import Person
from bot.features.reconnections import exits
from bot.features.reconnections.around.actions import conversation_with, steady_button
from bot.features.reconnections.around.screens import page
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

FOR_NEXT = "reconnections.ask_for_next"
SET_UP = "reconnections.ask_set_up"

_LONGEST = 1000
_WORDS = {
    Role.REPORT: "words_of_report",
    Role.SKIP_REPORT: "words_of_report",
    Role.LEAD: "words_of_lead",
    Role.SKIP_LEAD: "words_of_lead",
    Role.PEER: "words_of_peer",
}


def ask(other: Person, own_role: Role, *, in_series: bool) -> Block:
    """Words to ask ``other`` with, for somebody who is ``own_role`` to them.

    ``in_series``: the two meet already, so that it can be kept for their next one-on-one; else one can be
    set up. The words in the field are kept nowhere.
    """
    url = conversation_with(other.workspace_id, other.id)
    said = words("reconnections/asking", name=other.name, url=url)
    field = elements.plain_text_input(
        "words", initial=said.plain(_WORDS[own_role]), multiline=True, max_length=_LONGEST
    )
    return block_kit.modal(
        said.plain("title"),
        blocks=[
            block_kit.section(said["lead"]),
            block_kit.input_(
                said.plain("words"),
                element=field,
                block_id="words",
                hint=said.plain("words_hint"),
                optional=True,
            ),
            block_kit.section(said["conversation"]),
            block_kit.context(said["then" if in_series else "then_set_up"]),
            block_kit.actions([steady_button()], block_id="steady"),
            exits.row(),
        ],
        callback_id=FOR_NEXT if in_series else SET_UP,
        submit=said.plain("for_next" if in_series else "set_up"),
        close=said.plain("close"),
        private_metadata=other.id,
    )


def kept(other: Person, *, may_open: bool) -> Block:
    """The agenda is kept for the next one-on-one, for the asker alone. ``may_open``: it can be shown here."""
    said = words("reconnections/asking", name=other.name)
    agenda = block_kit.button(said.plain("agenda"), action_id=OneOnOneAction.AGENDA, value=other.id)
    return page(
        said.plain("title"),
        [
            block_kit.section(said["kept"]),
            block_kit.actions([*([agenda] if may_open else []), steady_button()], block_id="ask:do"),
        ],
    )


def at_rest(other: Person) -> Block:
    """No words to reach out with for now."""
    said = words("reconnections/asking", name=other.name)
    return page(said.plain("title"), [block_kit.section(said["at_rest"])])
