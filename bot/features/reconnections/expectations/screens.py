"""What one expects of the other: the form to write it in, and both sides side by side."""

from itertools import zip_longest

from bot.features.reconnections import exits
from bot.features.reconnections.around.actions import steady_button
from bot.features.reconnections.around.screens import page
from bot.features.reconnections.expectations.sides import LONGEST_LINE, MOST_LINES, Sides
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import words

FORM = "reconnections.expectations"
CHANGE = "reconnections.expectations_change"
TAKE_BACK = "reconnections.expectations_take_back"
"""The value of both is the id of the other person."""
SHARE = "share"


def screen(sides: Sides) -> Block:
    """Both sides where both chose to share, else the form for one's own."""
    return form(sides) if sides.theirs is None else side_by_side(sides, sides.theirs)


def form(sides: Sides) -> Block:
    """One's own lines. It is the same whatever the other has written or chosen."""
    said = words("reconnections/expectations", name=sides.other.name, most=MOST_LINES, longest=LONGEST_LINE)
    share = option(said.plain("share"), value=SHARE)
    return block_kit.modal(
        said.plain("title"),
        blocks=[
            block_kit.section(said["lead"]),
            block_kit.input_(
                said.plain("words"),
                element=elements.plain_text_input(
                    "words", initial="\n".join(sides.mine) or None, multiline=True, max_length=1000
                ),
                block_id="words",
                hint=said.plain("words_hint"),
                optional=True,
            ),
            block_kit.input_(
                said.plain("sharing"),
                element=elements.checkboxes(
                    "share", options=[share], initial=[share] if sides.would_share else None
                ),
                block_id="share",
                hint=said.plain("sharing_hint"),
                optional=True,
            ),
            exits.row(),
        ],
        callback_id=FORM,
        submit=said.plain("submit"),
        close=said.plain("close"),
        private_metadata=sides.other.id,
    )


def kept(sides: Sides) -> Block:
    """What holds now. Whether the other has written or chosen anything makes no difference to it."""
    if sides.theirs is not None:
        return side_by_side(sides, sides.theirs)
    part = "kept_to_share" if sides.would_share else "kept" if sides.mine else "forgotten"
    said = words("reconnections/expectations", name=sides.other.name)
    return page(said.plain("title"), [block_kit.section(said[part])])


def side_by_side(sides: Sides, theirs: tuple[str, ...]) -> Block:
    """Both sides, line by line, and the way to change one's own or to take it back."""
    said = words("reconnections/expectations", name=sides.other.name)
    rows = [field for pair in zip_longest(sides.mine, theirs, fillvalue="") for field in map(_line, pair)]
    buttons = [
        block_kit.button(said.plain("change"), action_id=CHANGE, value=sides.other.id),
        block_kit.button(said.plain("take_back"), action_id=TAKE_BACK, value=sides.other.id),
        steady_button(),
    ]
    return page(
        said.plain("title"),
        [
            block_kit.section(fields=[said["mine_heading"], said["theirs_heading"]]),
            block_kit.section(fields=rows),
            block_kit.context(said["both_see"]),
            block_kit.actions(buttons, block_id="expectations:do"),
        ],
    )


def _line(text: str) -> str:
    said = words("reconnections/expectations", words=text)
    return said["line"] if text else said["no_line"]
