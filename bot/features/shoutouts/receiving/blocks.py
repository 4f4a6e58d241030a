"""What reaches the people who are thanked: the private line, the question how, the list of what they got."""

from collections.abc import Sequence
from datetime import date

from bot.features.shoutouts.actions import Action, choosing
from bot.features.shoutouts.blocks import quoted
from bot.features.shoutouts.models import ShoutoutReceiver, Way
from bot.features.shoutouts.receiving.received import Received
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.limits import MESSAGE_TOTAL, length
from bot.platform.slack.message import Message
from bot.platform.templating import words

# Judgement: a page is read at a glance, and with the longest words it still fits one message of Slack's.
PAGE = 5
_ROOM = MESSAGE_TOTAL * 2 // 3


def block_id(receiver_row_id: int) -> str:
    """The block that says what came; ``:do`` and ``:note`` stand behind it."""
    return f"shoutout:{receiver_row_id}"


def private_line(receiver: ShoutoutReceiver) -> list[Block]:
    """*Somebody here thanked you*: who and for what is read in a modal, since DMs are read over shoulders."""
    said = words("shoutouts/receiver")
    button = block_kit.button(said.plain("read"), action_id=Action.READ, value=str(receiver.id))
    return [
        block_kit.section(said["to_me"], block_id=block_id(receiver.id)),
        block_kit.actions([button], block_id=f"{block_id(receiver.id)}:do"),
    ]


def question(
    receiver: ShoutoutReceiver,
    *,
    channel_id: str | None,
    chosen: Way | None,
    until_then: Way,
    is_new: bool = False,
) -> dict[str, list[Block]]:
    """How thanks should reach them, by block_id: asked, or answered once ``chosen`` is set.

    As long as their name stands in the channel it can be taken down from here, and they can thank back;
    one for them alone is read from here. ``until_then`` is what holds while they have not chosen; ``is_new``:
    it is put now, maybe after they took down what brings it.
    """
    said = words("shoutouts/receiver", channel_id=channel_id, until_then=until_then)
    own = block_id(receiver.id)
    value = str(receiver.id)
    is_down = receiver.taken_down_at is not None
    is_private = receiver.way == Way.TO_ME
    asked = ("to_me" if is_private else "thanked") + ("_question" if chosen is None else "")
    if is_down:
        asked = "taken_down_question" if is_new else "taken_down"
    buttons = []
    if is_private and not is_down:
        buttons.append(block_kit.button(said.plain("read"), action_id=Action.READ, value=value))
    if chosen is None:
        buttons += [
            block_kit.button(said.plain(f"way_{way}"), action_id=choosing(way), value=value) for way in Way
        ]
    if not is_private and not is_down:
        if receiver.thanked_back_at is None:
            buttons.append(
                block_kit.button(said.plain("thank_back"), action_id=Action.THANK_BACK, value=value)
            )
        buttons.append(block_kit.button(said.plain("take_down"), action_id=Action.TAKE_DOWN, value=value))
    notes = [said[f"chosen_{chosen}"] if chosen else said["question_note"]]
    if receiver.thanked_back_at is not None:
        notes.append(said["thanked_back"])
    return {
        own: [block_kit.section(said[asked], block_id=own)],
        f"{own}:do": [block_kit.actions(buttons, block_id=f"{own}:do")] if buttons else [],
        f"{own}:note": [block_kit.context(" ".join(notes), block_id=f"{own}:note")],
    }


def chosen_only(row_id: int, chosen: Way) -> dict[str, list[Block]]:
    """Their answer to the question, once what brought it was taken back."""
    said = words("shoutouts/receiver")
    own = block_id(row_id)
    return {
        own: [block_kit.context(said[f"chosen_{chosen}"], block_id=own)],
        f"{own}:do": [],
        f"{own}:note": [],
    }


def says_thank_you_back(receiver: ShoutoutReceiver, *, given_on: date) -> list[Block]:
    """To the author: whom they thanked says thank you back. ``given_on`` is a day on their calendar."""
    said = words("shoutouts/back", person_id=receiver.person_id, given_on=given_on)
    return [block_kit.section(said["to_author"], block_id=block_id(receiver.id))]


def older_thank_you_back(receiver: ShoutoutReceiver) -> list[Block]:
    """That line on a card that a newer one has taken the place of."""
    return [block_kit.context(words("shoutouts/back", person_id=receiver.person_id)["older"])]


def thank_you_back(receiver: ShoutoutReceiver, *, given_on: date) -> Message:
    """The same as a message of its own. Its notification says nothing of what is in it."""
    return Message(words("shoutouts/back")["notification"], says_thank_you_back(receiver, given_on=given_on))


def quiet_line(receiver: ShoutoutReceiver) -> list[Block]:
    """The line of a card that a newer one has taken the place of."""
    said = words("shoutouts/receiver")
    return [block_kit.context(said["older_to_me" if receiver.way == Way.TO_ME else "older_in_channel"])]


def message(blocks: Sequence[Block]) -> Message:
    """A direct message of these. Its notification says nothing of what is in it."""
    return Message(words("shoutouts/receiver")["notification"], list(blocks))


def reading(thanks: Received) -> Block:
    """One thank-you in full, for the eyes of the person who was thanked."""
    said = words("shoutouts/receiver", author_id=thanks.author_id, given_on=thanks.given_on)
    value = str(thanks.id)
    blocks = [block_kit.section(said["from"]), quoted(thanks.text)]
    buttons = [block_kit.button(said.plain("take_down"), action_id=Action.TAKE_DOWN, value=value)]
    if thanks.is_thanked_back:
        blocks.append(block_kit.context(_thanked_back(thanks)))
    else:
        buttons.insert(
            0, block_kit.button(said.plain("thank_back"), action_id=Action.THANK_BACK, value=value)
        )
    return block_kit.modal(
        said.plain("reading_title"),
        blocks=[*blocks, block_kit.actions(buttons)],
        callback_id="shoutouts.reading",
        close=said.plain("close"),
    )


def not_taken_down(receiver: ShoutoutReceiver, *, channel_id: str | None) -> Message:
    """To whoever wanted it down, when Slack did not let the bot; while it is theirs, with another try."""
    said = words("shoutouts/receiver", channel_id=channel_id)
    own = block_id(receiver.id)
    blocks = [block_kit.section(said["not_taken_down"], block_id=own)]
    if receiver.taken_down_at is None:
        button = block_kit.button(said.plain("take_down"), action_id=Action.TAKE_DOWN, value=str(receiver.id))
        blocks.append(block_kit.actions([button], block_id=f"{own}:do"))
    return message(blocks)


def page(found: Sequence[Received], *, skip: int) -> Message:
    """The answer to ``/shoutout received``: what fits of ``found``, which came after ``skip`` newer ones."""
    said = words("shoutouts/received")
    blocks = [block_kit.header(said.plain("title"))]
    if not found:
        blocks.append(block_kit.section(said["older_nothing" if skip else "nothing"]))
    shown = _what_fits(found)
    for thanks in found[:shown]:
        blocks += _listed(thanks, skip=skip)
    around = []
    if skip:
        around.append(_turn(said.plain("newer"), Action.NEWER, max(0, skip - PAGE)))
    if shown < len(found):
        around.append(_turn(said.plain("older"), Action.OLDER, skip + shown))
    if around:
        blocks.append(block_kit.actions(around))
    return Message(said["notification"], blocks)


def _listed(thanks: Received, *, skip: int) -> list[Block]:
    said = words(
        "shoutouts/received",
        author_id=thanks.author_id,
        given_on=thanks.given_on,
        channel_id=thanks.channel_id,
    )
    value = f"{thanks.id}:{skip}"
    buttons = [
        block_kit.button(said.plain("take_down"), action_id=Action.TAKE_DOWN_LISTED, value=value),
    ]
    listed = [block_kit.section(said["in_channel" if thanks.channel_id else "to_me"])]
    if thanks.is_forgotten:
        return [*listed, block_kit.context(said["forgotten"]), block_kit.actions(buttons)]
    listed.append(quoted(thanks.text))
    if thanks.is_thanked_back:
        listed.append(block_kit.context(_thanked_back(thanks)))
    else:
        thank = block_kit.button(said.plain("thank_back"), action_id=Action.THANK_BACK_LISTED, value=value)
        buttons.insert(0, thank)
    return [*listed, block_kit.actions(buttons)]


def _thanked_back(thanks: Received) -> str:
    return words("shoutouts/back", author_id=thanks.author_id)["done"]


def _what_fits(found: Sequence[Received]) -> int:
    shown = used = 0
    for thanks in found[:PAGE]:
        used += length(thanks.text)
        if shown and used > _ROOM:
            break
        shown += 1
    return shown


def _turn(label: str, action: Action, skip: int) -> Block:
    return block_kit.button(label, action_id=action, value=str(skip))
