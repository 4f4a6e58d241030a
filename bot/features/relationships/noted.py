"""What one person has noted of late with everybody at once, and when they last noted what with whom."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.people.models import BlockedPerson, Person
from bot.features.people.reader import Reader
from bot.features.relationships.models import Act, Kind, Rest
from bot.features.relationships.resting import NO_OPENERS_FOR, TWICE_WITHIN, openers_rest_until

# What a digest tells the last day of.
_LATEST = (Kind.ONE_ON_ONE, Kind.SHOUTOUT)
_LOOKED_BACK = NO_OPENERS_FOR + TWICE_WITHIN


@dataclass(frozen=True, slots=True)
class NotedAct:
    """One row of the reader's own log. ``done_on`` is a day on their calendar."""

    about_id: str
    kind: Kind
    done_on: date


@dataclass(slots=True)
class Noted:
    """``acts``: what was noted since the day asked for, oldest first. ``latest``: the last one-on-one
    and the last shout-out with each of the people asked for. ``at_rest``: whom nothing raises today."""

    acts: list[NotedAct] = field(default_factory=list)
    latest: dict[tuple[str, Kind], date] = field(default_factory=dict)
    at_rest: frozenset[str] = frozenset()


def noted(session: Session, reader: Reader, *, since: date, latest_with: Collection[str]) -> Noted:
    """The reader's own log since a day, the latest with some people, and who rests, in one query.

    What others noted is not looked at. Acts are kept for two years at most, so there is never more to read.
    """
    asked = {
        "workspace_id": reader.workspace_id,
        "person_id": reader.person_id,
        "since": since,
        "unanswered_since": reader.today - _LOOKED_BACK,
        "today": reader.today,
        "about_ids": sorted(set(latest_with)),
    }
    found = Noted()
    rests: set[str] = set()
    unanswered: dict[str, list[date]] = {}
    for what, about_id, kind, done_on in session.execute(_NOTED, asked):
        if what == "rest":
            rests.add(about_id)
        elif kind is None or done_on is None:
            continue  # nothing of that kind with them
        elif what == "act":
            found.acts.append(NotedAct(about_id, Kind(kind), done_on))
        elif what == "latest":
            found.latest[about_id, Kind(kind)] = done_on
        else:
            unanswered.setdefault(about_id, []).append(done_on)
    for about_id, days in unanswered.items():
        until = openers_rest_until(days)
        if until is not None and until > reader.today:
            rests.add(about_id)
    found.acts.sort(key=lambda act: (act.done_on, act.about_id, act.kind))
    found.at_rest = frozenset(rests)
    return found


def _statement() -> sa.CompoundSelect[str, str, str | None, date | None]:
    own = (
        Act.workspace_id == sa.bindparam("workspace_id", type_=sa.String),
        Act.person_id == sa.bindparam("person_id", type_=sa.String),
    )

    def acts(what: str) -> sa.Select[str, str, str | None, date | None]:
        return sa.select(sa.literal(what), Act.about_id, Act.kind, Act.done_on).where(*own)

    def latest(kind: Kind) -> sa.Select[str, str, str | None, date | None]:
        # One look at the end of the index for each person, however many acts stand before it.
        done_on = (
            sa.select(Act.done_on)
            .where(*own, Act.about_id == Person.id, Act.kind == kind)
            .order_by(Act.done_on.desc())
            .limit(1)
            .scalar_subquery()
        )
        return sa.select(sa.literal("latest"), Person.id, sa.literal(str(kind)), done_on).where(
            Person.workspace_id == sa.bindparam("workspace_id", type_=sa.String),
            Person.id.in_(sa.bindparam("about_ids", expanding=True, type_=sa.String)),
        )

    rests = sa.select(
        sa.literal("rest"), Rest.about_id, sa.cast(sa.null(), sa.String), sa.cast(sa.null(), sa.Date)
    ).where(
        Rest.workspace_id == sa.bindparam("workspace_id", type_=sa.String),
        Rest.person_id == sa.bindparam("person_id", type_=sa.String),
        sa.or_(Rest.until.is_(None), Rest.until > sa.bindparam("today", type_=sa.Date)),
    )
    blocked = sa.select(
        sa.literal("rest"),
        BlockedPerson.about_id,
        sa.cast(sa.null(), sa.String),
        sa.cast(sa.null(), sa.Date),
    ).where(
        BlockedPerson.workspace_id == sa.bindparam("workspace_id", type_=sa.String),
        BlockedPerson.person_id == sa.bindparam("person_id", type_=sa.String),
    )
    return sa.union_all(
        acts("act").where(Act.done_on >= sa.bindparam("since", type_=sa.Date)),
        acts("unanswered").where(
            Act.was_unanswered.is_(True), Act.done_on > sa.bindparam("unanswered_since", type_=sa.Date)
        ),
        *(latest(kind) for kind in _LATEST),
        rests,
        blocked,
    )


# Asked for every digest: putting it together takes longer than the asking.
_NOTED = _statement()
