"""What stands around the screens of an act: a draft to go on with, and the last page."""

from datetime import date, datetime

from bot.features.people.reader import Reader
from bot.features.reconnections import exits
from bot.features.reconnections.acts import wording
from bot.features.reconnections.acts.actions import Action
from bot.features.reconnections.acts.draft import Draft, Step
from bot.features.reconnections.acts.forms import back
from bot.features.reconnections.acts.place import Place
from bot.features.reconnections.acts.wording import LONGEST_WHOLE
from bot.features.reconnections.around.actions import ask_button
from bot.features.reconnections.content.library import content_for
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

LAST = "reconnections.last"


def begun(place: Place, *, name: str, saved_on: date) -> Block:
    """There is a draft: go on with it, or begin anew?"""
    said = words("reconnections/draft", name=name, saved_on=saved_on)
    buttons = [
        block_kit.button(said.plain("go_on"), action_id=Action.GO_ON, style="primary"),
        block_kit.button(said.plain("anew"), action_id=Action.ANEW),
        block_kit.button(said.plain("forget"), action_id=Action.FORGET),
    ]
    blocks = [
        block_kit.section(said["began"]),
        block_kit.actions(buttons, block_id="begun"),
        block_kit.context(said["anew_more"]),
    ]
    return page(said.plain("title"), blocks, place)


def gone(place: Place, reader: Reader, draft: Draft, *, sentence: str) -> Block:
    """The other has left. ``sentence`` (plain) says so; what was written can still be read."""
    said = words("reconnections/draft", sentence=sentence)
    text = wording.whole(content_for(reader.language), draft) or said.plain("nothing_written")
    anew = block_kit.button(said.plain("anew"), action_id=Action.ANEW)
    forget = block_kit.button(said.plain("forget"), action_id=Action.FORGET)
    blocks = [
        block_kit.section(said["gone"]),
        block_kit.rich_text([block_kit.rich_text_quote(text)], block_id="preview"),
        block_kit.actions([anew, forget], block_id="begun"),
    ]
    return page(said.plain("title"), blocks, place)


def last(
    place: Place,
    *,
    lead: str,
    text: str,
    workspace_id: str,
    about_id: str | None,
    name: str,
    due_on: date | None = None,
    at: datetime | None = None,
    next_on: date | None = None,
    is_asked: bool = False,
) -> Block:
    """The words to copy and the way to the other. ``lead`` is the part that says when; ``at`` is local.

    ``is_asked``: in two weeks they are asked once whether they did what they said.
    """
    said = words(
        "reconnections/handed",
        url=f"slack://user?team={workspace_id}&id={about_id}",
        name=name,
        due_on=due_on,
        at=at,
        next_on=next_on,
        is_asked=is_asked,
    )
    blocks = [block_kit.section(said[lead], block_id="lead")]
    if about_id is not None:
        blocks.append(block_kit.section(said["conversation"], block_id="conversation"))
    copied = elements.plain_text_input("copy", initial=text, multiline=True, max_length=LONGEST_WHOLE)
    blocks.append(block_kit.input_(said.plain("copy"), element=copied, block_id="copy", optional=True))
    buttons = [block_kit.button(said.plain("send"), action_id=Action.SEND_ME)]
    if about_id is not None:
        buttons.append(ask_button(about_id))
    if place.follow_up_id is None:
        buttons.append(back(Step.WHEN))
    return block_kit.modal(
        said.plain("title"),
        blocks=[*blocks, block_kit.actions(buttons, block_id="hand_over"), exits.row()],
        callback_id=LAST,
        submit=said.plain("did_it"),
        close=words("reconnections/first").plain("close"),
        private_metadata=place.packed(),
    )


def done(asked: list[Block]) -> Block:
    """It is done; ``asked`` is what may be said about it."""
    said = words("reconnections/handed")
    return page(said.plain("done_title"), [block_kit.section(said["noted"]), *asked], Place())


def forgotten() -> Block:
    """The draft is gone."""
    said = words("reconnections/draft")
    return sentence(said.plain("forgotten_title"), said["forgotten"], Place())


def sentence(title: str, text: str, place: Place) -> Block:
    """A page with nothing but ``text`` (mrkdwn)."""
    return page(title, [block_kit.section(text)], place)


def page(title: str, blocks: list[Block], place: Place, *before: Block) -> Block:
    """A screen to read. ``before`` are buttons beside the ways out."""
    return block_kit.modal(
        title,
        blocks=[*blocks, exits.row(*before)],
        callback_id="reconnections.page",
        close=words("reconnections/first").plain("close"),
        private_metadata=place.packed(),
    )
