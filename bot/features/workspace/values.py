"""The company's values, which a shout-out may name: an admin's list, one a line."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.workspace import service
from bot.features.workspace.models import CompanyValue
from bot.features.workspace.typed_lines import typed_lines
from bot.platform.errors import UserError
from bot.platform.slack import limits
from bot.platform.templating import words

LONGEST = limits.OPTION
"""So much fits into one choice of a form."""
MOST = 25
"""Judgement: nobody reads a longer list while thanking somebody."""


class TooManyValues(UserError):
    """More values than anybody would read."""


class TooLong(UserError):
    """A value that does not fit into one line of a form."""


def values_of(session: Session, workspace_id: str) -> list[str]:
    """The values in the admins' order, as plain text: to be escaped wherever they are shown."""
    rows = session.scalars(
        sa.select(CompanyValue.name)
        .where(CompanyValue.workspace_id == workspace_id)
        .order_by(CompanyValue.position)
    )
    return list(rows)


def choose_values(session: Session, workspace_id: str, *, text: str, field: str | None = None) -> list[str]:
    """Keep the lines of ``text`` as the values, in place of those before; an empty text: none.

    Returns those that stood there more than once and are kept once. Raises TooManyValues and TooLong,
    about the field of that name.
    """
    typed = typed_lines(text)
    if len(typed.kept) > MOST:
        said = words("workspace/refusals", count=len(typed.kept), most=MOST)
        raise TooManyValues(said.plain("too_many_values"), field=field)
    for value in typed.kept:
        if limits.length(value) > LONGEST:
            said = words("workspace/refusals", value=limits.fit(value, 40), most=LONGEST)
            raise TooLong(said.plain("value_too_long"), field=field)
    service.workspace_to_change(session, workspace_id)
    session.execute(sa.delete(CompanyValue).where(CompanyValue.workspace_id == workspace_id))
    session.add_all(
        CompanyValue(workspace_id=workspace_id, name=value, position=position)
        for position, value in enumerate(typed.kept)
    )
    session.flush()
    return typed.doubles
