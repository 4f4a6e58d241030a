"""The form for an item, and what is said once it is on the agenda."""

import json
from collections.abc import Sequence

from bot.features.one_on_ones.agenda.items import LONGEST_WORDS
from bot.features.one_on_ones.agenda.models import AgendaItem
from bot.features.people.models import Person
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import words

ADD = "one_on_ones.add_form"
FOR_BOTH = "both"
FOR_ME = "me"


def add_form(
    *,
    others: Sequence[Person],
    given: str = "",
    link: str | None = None,
    can_share: bool = True,
) -> Block:
    """Room for one item. ``others``: with whom it can be; one alone is not asked about.

    ``link`` is the message it comes from.
    """
    said = words("one_on_ones/agenda", link=link)
    blocks: list[Block] = []
    if len(others) > 1:
        people = [option(person.name, value=person.id) for person in others]
        chooser = elements.static_select("other_id", options=people)
        blocks.append(block_kit.input_(said.plain("add_with"), element=chooser, block_id="other_id"))
    blocks.append(
        block_kit.input_(
            said.plain("add_words"),
            element=elements.plain_text_input(
                "words", initial=given or None, multiline=True, max_length=LONGEST_WORDS, focus=True
            ),
            block_id="words",
        )
    )
    if link:
        blocks.append(block_kit.context(said["add_linked"]))
    if can_share:
        choices = [
            option(said.plain("add_for_both"), value=FOR_BOTH),
            option(said.plain("add_for_me"), value=FOR_ME),
        ]
        blocks.append(
            block_kit.input_(
                said.plain("add_private"),
                element=elements.radio_buttons("who", options=choices, initial=choices[0]),
                block_id="who",
                hint=said.plain("add_private_hint"),
            )
        )
    return block_kit.modal(
        said.plain("add_title"),
        blocks=blocks,
        callback_id=ADD,
        submit=said.plain("add_submit"),
        close=said.plain("add_close"),
        private_metadata=json.dumps({"other": others[0].id if len(others) == 1 else None, "link": link}),
    )


def added(item: AgendaItem, *, name: str, is_in_series: bool, is_joined: bool) -> str:
    """That it is on the agenda, and who sees it, as mrkdwn. ``name`` is the other one's."""
    said = words("one_on_ones/agenda", other_id=item.other_id, words=item.words, name=name)
    if item.is_private or not is_in_series:
        alone = said["added_for_you"]
        return alone if is_in_series else f"{alone}\n{said['added_no_series']}"
    return said["added"] if is_joined else f"{said['added']}\n{said['added_not_joined']}"
