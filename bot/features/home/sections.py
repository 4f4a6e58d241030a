"""What stands on the Home tab, and in which order."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from bot.features.digest.blocks import Action as DigestAction
from bot.features.follow_ups import blocks as follow_up_blocks
from bot.features.follow_ups import service as follow_ups
from bot.features.home import circle, thanks
from bot.features.home.pages import Pages, Part, page_of
from bot.features.one_on_ones import on_home as one_on_ones
from bot.features.one_on_ones.actions import Action as OneOnOneAction
from bot.features.people.reader import Reader
from bot.features.reconnections import on_home as reconnections
from bot.features.workspace import switches
from bot.features.workspace.switches import Feature
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

Section = Callable[[Session, Reader, Pages], list[Block]]


def meetings_and_people(session: Session, reader: Reader, pages: Pages) -> list[Block]:
    """One-on-ones, first what waits for a word, then what comes; below them whom one works with, and how."""
    off = switches.features_off(session, reader.workspace_id)
    is_on = Feature.ONE_ON_ONES not in off
    waiting = one_on_ones.waiting(session, reader) if is_on else []
    ahead = one_on_ones.ahead(session, reader) if is_on else []
    found: list[Block] = []
    if waiting or ahead:
        found.append(block_kit.header(words("home/tab").plain("one_on_ones")))
        asked = page_of(waiting, Part.WAITING, pages)
        found += [*one_on_ones.waiting_lines(reader, asked.items), *asked.turns]
        coming = page_of(ahead, Part.AHEAD, pages)
        found += [*one_on_ones.lines(session, reader, coming.items), *coming.turns]
    elif is_on:
        said = words("home/tab")
        button = block_kit.button(said.plain("set_up"), action_id=OneOnOneAction.SET_UP)
        found.append(block_kit.section(said["no_one_on_ones"], accessory=button, block_id="no_one_on_ones"))
    people = page_of(circle.circle(session, reader, ahead=ahead), Part.PEOPLE, pages)
    if people.items:
        found.append(block_kit.header(words("home/circle").plain("title")))
        may_reconnect = Feature.RECONNECTIONS not in off
        found += [*(circle.line(one, may_reconnect=may_reconnect) for one in people.items), *people.turns]
    return found


def promises(session: Session, reader: Reader, pages: Pages) -> list[Block]:
    """What the person promised, with everything that can be done about it, and what they were promised."""
    mine = follow_ups.open_with(session, reader.workspace_id, reader.person_id)
    theirs = follow_ups.promised_to(session, reader.workspace_id, reader.person_id)
    said = words("home/tab")
    blocks = [block_kit.header(said.plain("promises"))]
    if not mine:
        blocks.append(block_kit.section(said["no_promises"]))
    own = page_of(mine, Part.PROMISES, pages)
    for follow_up in own.items:
        blocks += follow_up_blocks.listed_line(follow_up, today=reader.today)
    blocks += own.turns
    if theirs:
        blocks.append(block_kit.section(said["promised_to_you"]))
    others = page_of(theirs, Part.PROMISED, pages)
    for follow_up in others.items:
        blocks += follow_up_blocks.promised_line(follow_up, viewer_id=reader.person_id, today=reader.today)
    return [*blocks, *others.turns]


def begun(session: Session, reader: Reader, _pages: Pages) -> list[Block]:
    """What the person began to write and has not finished."""
    off = switches.features_off(session, reader.workspace_id)
    return [
        *(thanks.begun(session, reader) if Feature.SHOUTOUTS not in off else []),
        *(reconnections.begun(session, reader) if Feature.RECONNECTIONS not in off else []),
    ]


def for_today(session: Session, reader: Reader, _pages: Pages) -> list[Block]:
    """One question and one small act, and the page of the week."""
    off = switches.features_off(session, reader.workspace_id)
    week = block_kit.button(words("home/tab").plain("week"), action_id=DigestAction.OPEN)
    return [
        *(reconnections.today(session, reader) if Feature.RECONNECTIONS not in off else []),
        *([block_kit.actions([week], block_id="week")] if Feature.DIGEST not in off else []),
    ]


def received_thanks(session: Session, reader: Reader, pages: Pages) -> list[Block]:
    """The thanks that reached the person, and the way to say some."""
    is_on = switches.is_on(session, reader.workspace_id, Feature.SHOUTOUTS)
    return thanks.received_thanks(session, reader, pages) if is_on else []


def to_read(session: Session, reader: Reader, _pages: Pages) -> list[Block]:
    """What there is to read: a myth a month, two cases."""
    is_on = switches.is_on(session, reader.workspace_id, Feature.RECONNECTIONS)
    return reconnections.to_read(reader) if is_on else []


SECTIONS: tuple[Section, ...] = (
    begun,
    meetings_and_people,
    promises,
    for_today,
    received_thanks,
    to_read,
)
"""Above these stands how the card is set; below them the settings, the figures, and what admins decide."""
