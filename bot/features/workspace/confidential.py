"""Names and words that are not public yet: a shout-out with one of them gets a hint, and is never blocked."""

from sqlalchemy.orm import Session

from bot.features.workspace import service
from bot.features.workspace.typed_lines import typed_lines
from bot.platform.errors import UserError
from bot.platform.templating import words

MOST = 200
"""Judgement: a longer list is one that nobody keeps up to date."""


class TooManyWords(UserError):
    """More words than anybody keeps up to date."""


def confidential_words_of(session: Session, workspace_id: str) -> list[str]:
    """The words and names, in the admins' order, as plain text."""
    kept = service.workspace_of(session, workspace_id).confidential_words
    return kept.split("\n") if kept else []


def choose_confidential_words(
    session: Session, workspace_id: str, *, text: str, field: str | None = None
) -> None:
    """Keep the lines of ``text``, in place of those before. Raises TooManyWords, about that field."""
    typed = typed_lines(text)
    if len(typed.kept) > MOST:
        said = words("workspace/refusals", count=len(typed.kept), most=MOST)
        raise TooManyWords(said.plain("too_many_words"), field=field)
    service.workspace_to_change(session, workspace_id).confidential_words = "\n".join(typed.kept) or None
