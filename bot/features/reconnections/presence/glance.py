"""The small act that waits for somebody, or one for today, read in one go."""

from dataclasses import dataclass
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.reconnections.content.library import content_for
from bot.features.reconnections.presence.choosing import OWN
from bot.features.reconnections.presence.models import OwnPresenceAct, PresenceChoice, PresenceShown


@dataclass(frozen=True, slots=True)
class ActForToday:
    """``is_waiting``: it was put to the reader, who has not answered; else it is a thought for the day."""

    text: str
    is_waiting: bool


def act_for_today(session: Session, reader: Reader) -> ActForToday | None:
    """The act that waits for the reader's answer; without one, another each day. One query, no change."""
    asked = {"workspace_id": reader.workspace_id, "person_id": reader.person_id}
    acts = content_for(reader.language).presence
    row = session.execute(_LATEST, asked).first()
    if row is not None and row.outcome is None:
        text = row.words or next((act.text for act in acts if act.id == row.act_id), None)
        if text:
            return ActForToday(text, is_waiting=True)
    if not acts:
        return None
    seed = f"{reader.workspace_id}:{reader.person_id}:{reader.today}"
    turn = int.from_bytes(sha256(seed.encode()).digest()[:4], "big")
    return ActForToday(acts[turn % len(acts)].text, is_waiting=False)


def _statement() -> sa.Select[str, str | None, str]:
    own = sa.and_(
        OwnPresenceAct.workspace_id == PresenceShown.workspace_id,
        OwnPresenceAct.person_id == PresenceShown.person_id,
        PresenceShown.act_id == sa.literal(OWN).concat(sa.cast(OwnPresenceAct.id, sa.String)),
    )
    wanted = sa.and_(
        PresenceChoice.workspace_id == PresenceShown.workspace_id,
        PresenceChoice.person_id == PresenceShown.person_id,
    )
    return (
        sa.select(PresenceShown.act_id, PresenceShown.outcome, OwnPresenceAct.words)
        .join(PresenceChoice, wanted)
        .outerjoin(OwnPresenceAct, own)
        .where(
            PresenceShown.workspace_id == sa.bindparam("workspace_id", type_=sa.String),
            PresenceShown.person_id == sa.bindparam("person_id", type_=sa.String),
        )
        .order_by(PresenceShown.id.desc())
        .limit(1)
    )


# Asked for every digest: putting it together takes longer than the asking.
_LATEST = _statement()
