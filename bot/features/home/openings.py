"""Who has their Home tab open: noted as they open it, and claimed before it is shown anew."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.home.models import HomeOpening
from bot.features.home.pages import Pages
from bot.platform.database import insert_once, rows_changed

# Slack does not say when somebody closes the tab. Judgement: after so long nobody looks at it any more.
OPEN_FOR = timedelta(hours=1)
# Longer than the tab is kept fresh, and than Slack is asked again and again.
_KEPT_FOR = timedelta(hours=2)
# Judgement: Slack's troubles are over by then, or the tab is opened anew.
_AGAIN_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))


def note(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> None:
    """Keep that the person has opened their tab at ``now``: it begins on the first page of everything.

    It enrols nobody.
    """
    _keep(session, workspace_id, person_id, {"opened_at": now, "show_at": None, "tries": 0, "pages": {}})


def show_once(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> None:
    """Let the tab be shown as it stands, whether they ever opened it or not; this is forgotten as any is."""
    note(session, workspace_id, person_id, now=now)
    session.get_one(HomeOpening, (workspace_id, person_id)).show_at = now
    session.flush()


def forget(session: Session, *, now: datetime) -> int:
    """Keep of nobody when they opened their tab, once that is good for nothing any more. How many went."""
    old = sa.delete(HomeOpening).where(HomeOpening.opened_at < now - _KEPT_FOR)
    return rows_changed(session.execute(old.execution_options(synchronize_session=False)))


def turn(session: Session, workspace_id: str, person_id: str, *, pages: Pages, now: datetime) -> None:
    """Keep which pages the person looks at from now on. Whoever turns a page has the tab open."""
    _keep(session, workspace_id, person_id, {"opened_at": now, "pages": dict(pages.numbers)})


def pages_of(session: Session, workspace_id: str, person_id: str) -> Pages:
    """Which pages the person looks at; the first of everything where nothing is known."""
    row = session.get(HomeOpening, (workspace_id, person_id))
    return Pages.of(row.pages) if row is not None else Pages()


def is_due(session: Session, workspace_id: str, person_id: str) -> bool:
    """Whether the person's tab waits to be shown anew."""
    row = session.get(HomeOpening, (workspace_id, person_id))
    return row is not None and row.show_at is not None


def due(now: datetime) -> sa.Select[HomeOpening]:
    """The tabs that wait to be shown anew, the one that has waited longest first."""
    return (
        sa.select(HomeOpening)
        .where(HomeOpening.show_at.is_not(None), HomeOpening.show_at <= now)
        .order_by(HomeOpening.show_at)
    )


def claim(session: Session, workspace_id: str, person_id: str, *, show_at: datetime | None = None) -> bool:
    """Take the showing of a tab upon oneself. What changes from here on asks for another one.

    With ``show_at`` only if it still waits for that very moment. False when somebody else has taken it.
    """
    mine = sa.update(HomeOpening).where(
        HomeOpening.workspace_id == workspace_id,
        HomeOpening.person_id == person_id,
        HomeOpening.show_at.is_not(None) if show_at is None else HomeOpening.show_at == show_at,
    )
    claimed = session.execute(
        mine.values(show_at=None).execution_options(synchronize_session=False),
    )
    return rows_changed(claimed) == 1


def try_again(session: Session, workspace_id: str, person_id: str, *, now: datetime) -> bool:
    """Slack did not take it: let it be shown a little later. False when it has been tried often enough."""
    row = session.get(HomeOpening, (workspace_id, person_id))
    if row is None or row.tries >= len(_AGAIN_AFTER):
        return False
    if row.show_at is None:
        row.show_at = now + _AGAIN_AFTER[row.tries]
    row.tries += 1
    return True


def had_trouble(session: Session, workspace_id: str, person_id: str) -> bool:
    """Whether Slack has refused to show the person's tab since it was last shown."""
    row = session.get(HomeOpening, (workspace_id, person_id))
    return row is not None and row.tries > 0


def shown(session: Session, workspace_id: str, person_id: str) -> None:
    """Slack has taken it again: what goes wrong next is counted from the beginning."""
    row = session.get(HomeOpening, (workspace_id, person_id))
    if row is not None:
        row.tries = 0


def _keep(session: Session, workspace_id: str, person_id: str, values: Mapping[str, object]) -> None:
    key = {"workspace_id": workspace_id, "person_id": person_id}
    begun: dict[str, object] = {"show_at": None, "tries": 0, "pages": {}}
    if not insert_once(session, HomeOpening, **{**begun, **key, **values}):
        row = session.get_one(HomeOpening, tuple(key.values()))
        for name, value in values.items():
            setattr(row, name, value)
    session.flush()
