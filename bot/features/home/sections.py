"""What stands on the Home tab, and in which order."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from bot.features.follow_ups import blocks as follow_up_blocks
from bot.features.follow_ups import service as follow_ups
from bot.features.one_on_ones import on_home
from bot.features.people.reader import Reader
from bot.features.reconnections import on_home as reconnections
from bot.features.shoutouts.receiving.received import received
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

Section = Callable[[Session, Reader], list[Block]]

# Slack takes 100 blocks on a Home tab. What is left out here stands in the lists that are asked for.
_MOST_PROMISES = 15
_MOST_PROMISED = 10
_MOST_THANKS = 3


def promises(session: Session, reader: Reader) -> list[Block]:
    """What the person promised, with everything that can be done about it, and what they were promised."""
    mine = follow_ups.open_with(session, reader.workspace_id, reader.person_id)
    theirs = follow_ups.promised_to(session, reader.workspace_id, reader.person_id)
    said = words("home/tab", count=max(len(mine) - _MOST_PROMISES, 0))
    blocks = [block_kit.header(said.plain("promises"))]
    if not mine:
        blocks.append(block_kit.section(said["no_promises"]))
    for follow_up in mine[:_MOST_PROMISES]:
        blocks += follow_up_blocks.listed_line(follow_up, today=reader.today)
    if len(mine) > _MOST_PROMISES:
        blocks.append(block_kit.context(said["more_promises"]))
    if theirs:
        blocks.append(block_kit.section(said["promised_to_you"]))
    for follow_up in theirs[:_MOST_PROMISED]:
        blocks += follow_up_blocks.promised_line(follow_up, viewer_id=reader.person_id, today=reader.today)
    return blocks


def thanks(session: Session, reader: Reader) -> list[Block]:
    """The last few thanks that reached the person."""
    found = received(session, reader, _MOST_THANKS)
    if not found:
        return []
    blocks = [block_kit.header(words("home/tab").plain("thanks"))]
    for each in found:
        said = words("home/tab", author_id=each.author_id, given_on=each.given_on)
        blocks.append(block_kit.context(said["thanks_from"]))
        blocks.append(block_kit.rich_text([block_kit.rich_text_quote(each.text)]))
    return [*blocks, block_kit.context(words("home/tab")["thanks_all"])]


SECTIONS: tuple[Section, ...] = (on_home.section, promises, thanks, reconnections.section)
