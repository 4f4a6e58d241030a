"""Thanks on the Home tab: what reached the reader, what they began to write, and the way to say some."""

from sqlalchemy.orm import Session

from bot.features.home.pages import SIZES, Pages, Part, turns
from bot.features.people.reader import Reader
from bot.features.shoutouts.actions import Action
from bot.features.shoutouts.models import Shoutout
from bot.features.shoutouts.receiving.received import Received, received
from bot.features.shoutouts.writing import drafts
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

SAY_THANKS = "shoutouts.begin"
"""The button that opens the form to say thanks."""

# Judgement: so much is read at a glance; the rest is one press away.
_SHORT = 300
_MOST_DRAFTS = 3
# Slack shows no more than a person could ever look through.
_ALL = 1_000


def received_thanks(session: Session, reader: Reader, pages: Pages) -> list[Block]:
    """The thanks that reached the reader, newest first, a page of them, and *Say thanks*."""
    said = words("home/thanks")
    begin = block_kit.button(said.plain("say_thanks"), action_id=SAY_THANKS)
    blocks = [block_kit.header(said.plain("title"))]
    if pages.is_everything:
        for each in received(session, reader, _ALL):
            blocks += _line(each)
    else:
        blocks += _page(session, reader, pages)
    return [*blocks, block_kit.actions([begin], block_id="say_thanks")]


def begun(session: Session, reader: Reader) -> list[Block]:
    """The shout-outs that the reader wrote last and has not posted, with the way back to each."""
    found = drafts.recent(
        session, reader.workspace_id, reader.person_id, now=reader.now, at_most=_MOST_DRAFTS
    )
    return [_draft(unposted) for unposted in found]


def _page(session: Session, reader: Reader, pages: Pages) -> list[Block]:
    size, number = SIZES[Part.THANKS], pages.number(Part.THANKS)
    found = received(session, reader, size + 1, skip=number * size)
    if not found and number:
        # Some were taken down meanwhile: nobody stays on a page that is not there any more.
        number = 0
        found = received(session, reader, size + 1)
    if not found:
        return [block_kit.context(words("home/thanks")["none"])]
    lines = [block for each in found[:size] for block in _line(each)]
    return [*lines, *turns(Part.THANKS, number, has_more=len(found) > size)]


def _draft(unposted: Shoutout) -> Block:
    said = words("home/thanks", did=unposted.did)
    button = block_kit.button(said.plain("go_on"), action_id=Action.CHANGE, value=str(unposted.id))
    return block_kit.section(said["draft"], accessory=button, block_id=f"shoutout_draft:{unposted.id}")


def _line(each: Received) -> list[Block]:
    said = words("home/thanks", author_id=each.author_id, given_on=each.given_on)
    is_long = len(each.text) > _SHORT
    text = f"{each.text[: _SHORT - 1].rstrip()}…" if is_long else each.text
    take_down = block_kit.button(said.plain("take_down"), action_id=Action.TAKE_DOWN, value=str(each.id))
    blocks = [
        block_kit.section(said["from"], accessory=take_down, block_id=f"thanks:{each.id}"),
        block_kit.rich_text([block_kit.rich_text_quote(text)]),
    ]
    if is_long:
        read = block_kit.button(said.plain("read_all"), action_id=Action.READ, value=str(each.id))
        blocks.append(block_kit.actions([read], block_id=f"thanks:{each.id}:read"))
    return blocks
