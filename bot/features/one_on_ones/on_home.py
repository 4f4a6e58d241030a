"""One-on-ones on the Home tab: what is to be closed, and the next meetings with their agendas."""

from sqlalchemy.orm import Session

from bot.features.one_on_ones import blocks, service
from bot.features.one_on_ones.agenda import lines as agenda
from bot.features.people.reader import Reader
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

# Slack takes 100 blocks on a Home tab, and a meeting is two of them; the rest stands on the list.
_MOST_TO_CLOSE = 4
_MOST_AHEAD = 8


def section(session: Session, reader: Reader) -> list[Block]:
    """The reader's one-on-ones, soonest first, with everything at hand; empty if there are none."""
    to_close = service.waiting_to_be_closed(session, reader)[-_MOST_TO_CLOSE:]
    ahead = [one for one in service.next_meetings(session, reader, _MOST_AHEAD) if not one.is_quiet]
    if not to_close and not ahead:
        return []
    said = words("one_on_ones/list")
    found = [block_kit.header(said.plain("title"))]
    for meeting in to_close:
        found += blocks.question_line(meeting, reader)
    for one in ahead:
        found += agenda.ahead(session, one, reader)
    return [*found, block_kit.context(said["on_home"])]
