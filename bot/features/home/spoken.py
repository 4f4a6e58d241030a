"""One `/tend` command as it was said."""

from dataclasses import dataclass
from datetime import datetime

from bot.platform.errors import UserError
from bot.platform.inbound.asker import Asker


class NotUnderstood(UserError):
    """The words behind `/tend` make no sense to it; the sentence says what would."""


@dataclass(frozen=True)
class Spoken:
    """One `/tend` command: who said it, the words after the first, and when."""

    asker: Asker
    rest: str
    now: datetime
