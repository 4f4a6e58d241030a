"""Which admin changed which settings, and how often a source changed who leads whom, for the admins."""

from collections import Counter
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.features.home.admins.actions import CHANGES_PAGE, EARLIER_CHANGES
from bot.features.people.org import changes as lines_changed
from bot.features.people.reader import Reader
from bot.features.workspace import audit
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words
from bot.platform.working_time import zone_named

_A_PAGE = 30


def page(session: Session, reader: Reader, *, skip: int = 0) -> Block:
    """A page of a year's changes, the newest first, on the reader's clock; a modal. ``skip``: newer ones.

    Of changes that a list or Slack's profiles made in who leads whom it says how many there were on a day;
    whom they are about is for those people alone, behind `/tend who`.
    """
    said = words("home/admins_changes")
    entries = sorted([*_of_settings(session, reader), *_of_lines(session, reader)], reverse=True)
    shown = [line for _, line in entries[skip : skip + _A_PAGE]]
    blocks = [
        block_kit.context(said["lead"]),
        block_kit.section("\n".join(shown) if shown else said["none"]),
    ]
    if len(entries) > skip + _A_PAGE:
        earlier = block_kit.button(
            said.plain("earlier"), action_id=EARLIER_CHANGES, value=str(skip + _A_PAGE)
        )
        blocks.append(block_kit.actions([earlier]))
    title, back = said.plain("title"), said.plain("back")
    return block_kit.modal(title, blocks=blocks, callback_id=CHANGES_PAGE, close=back)


def _of_settings(session: Session, reader: Reader) -> list[tuple[datetime, str]]:
    found = []
    for change in audit.changes(session, reader.workspace_id):
        at = change.changed_at.astimezone(zone_named(reader.zone))
        name = words("home/admins").plain(change.section)
        said = words("home/admins_changes", at=at, actor_id=change.actor_id, name=name)
        found.append((change.changed_at, said["line"]))
    return found


def _of_lines(session: Session, reader: Reader) -> list[tuple[datetime, str]]:
    counts: Counter[tuple[date, str]] = Counter()
    latest: dict[tuple[date, str], datetime] = {}
    for source, changed_at, count in lines_changed.counted(session, reader.workspace_id):
        day = (changed_at.astimezone(zone_named(reader.zone)).date(), source)
        counts[day] += count
        latest[day] = max(changed_at, latest.get(day, changed_at))
    return [
        (latest[on, source], words("home/admins_changes", on=on, source=source, count=count)["lines"])
        for (on, source), count in counts.items()
    ]
