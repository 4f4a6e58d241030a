"""The page about calendars: the file, and a private address where Tend can be reached from outside."""

from sqlalchemy.orm import Session

from bot.features.one_on_ones.actions import Action
from bot.features.one_on_ones.calendar import feeds
from bot.features.one_on_ones.calendar.actions import ALL, CalendarAction
from bot.features.one_on_ones.calendar.entries import own_series
from bot.features.people.reader import Reader
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.message import Message
from bot.platform.slack.mrkdwn import escape
from bot.platform.templating import Words, marked, words

PAGE = "one_on_ones.calendar_page"


def calendar_page(
    session: Session,
    reader: Reader,
    *,
    scope: str,
    other_id: str | None,
    public_url: str | None,
    is_sent: bool = False,
) -> Block:
    """The page as the reader sees it now.

    ``scope`` is the id of a series, whose other person is ``other_id``, or ``ALL``. Without ``public_url``
    there are no addresses. ``is_sent``: the file was just asked for.
    """
    said = words("one_on_ones/calendar", other_id=other_id)
    blocks = [
        block_kit.section(said["all" if scope == ALL else "one"]),
        block_kit.context(said["what_is_in_it"]),
        block_kit.actions([_send(said, scope)], block_id="calendar:do"),
    ]
    if is_sent:
        blocks.append(block_kit.context(said["sent"]))
    if public_url is not None:
        blocks += [block_kit.divider(), *_address(session, reader, public_url)]
    return block_kit.modal(
        said.plain("title"),
        blocks=blocks,
        callback_id=PAGE,
        close=said.plain("close"),
        private_metadata=scope,
    )


def offer(session: Session, reader: Reader, *, public_url: str | None) -> Message:
    """The same for all of the reader's series, as an answer to a command."""
    said = words("one_on_ones/calendar")
    has_address = public_url is not None and feeds.address_of(
        session, reader.workspace_id, reader.person_id, public_url=public_url
    )
    if not own_series(session, reader) and not has_address:
        return Message(said["notification"], [block_kit.section(said["nothing_yet"])])
    buttons = [_send(said, ALL)]
    if public_url is not None:
        buttons.append(block_kit.button(said.plain("an_address"), action_id=Action.CALENDAR, value=ALL))
    blocks = [
        block_kit.section(said["all"]),
        block_kit.context(said["what_is_in_it"]),
        block_kit.actions(buttons, block_id="calendar:do"),
    ]
    return Message(said["notification"], blocks)


def sent() -> Message:
    """That the file comes."""
    said = words("one_on_ones/calendar")
    return Message(said["notification"], [block_kit.section(said["sent"])])


def _send(said: Words, scope: str) -> Block:
    return block_kit.button(said.plain("send"), action_id=CalendarAction.SEND, value=scope, style="primary")


def _address(session: Session, reader: Reader, public_url: str) -> list[Block]:
    address = feeds.address_of(session, reader.workspace_id, reader.person_id, public_url=public_url)
    # It is copied from here, so no sign in it may look like another.
    said = words("one_on_ones/calendar", address=marked(escape(address)) if address else None)
    if address is None:
        make = block_kit.button(said.plain("make_address"), action_id=CalendarAction.MAKE_ADDRESS)
        return [
            block_kit.section(said["no_address"]),
            block_kit.context(said["keep_to_yourself"]),
            block_kit.actions([make], block_id="calendar_address:do"),
        ]
    buttons = [
        block_kit.button(
            said.plain(name),
            action_id=action,
            confirm=block_kit.confirm(
                said.plain(name),
                text=said.plain(f"{name}_means"),
                yes=said.plain(name),
                no=said.plain("keep_address"),
            ),
        )
        for name, action in (
            ("new_address", CalendarAction.MAKE_ADDRESS),
            ("stop_address", CalendarAction.STOP_ADDRESS),
        )
    ]
    return [
        block_kit.section(said["has_address"]),
        block_kit.context(said["keep_to_yourself"]),
        block_kit.actions(buttons, block_id="calendar_address:do"),
    ]
