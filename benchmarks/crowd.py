"""A person with a great deal open, written straight into the tables: for the measuring of their tab."""

from datetime import datetime, time, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from bot.features.follow_ups.models import FollowUp, Origin
from bot.features.follow_ups.models import State as PromiseState
from bot.features.one_on_ones import series
from bot.features.one_on_ones.agenda.models import AgendaItem, ItemState
from bot.features.one_on_ones.models import Answer, Kind, Meeting, MeetingState, Rhythm, Series
from bot.features.people.models import Person, Relation, ReportingLine
from bot.features.reconnections.models import QuestionRhythm
from bot.features.reconnections.models import Rhythm as QuestionEvery
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, State, Way


def crowd(
    session: Session, workspace_id: str, person_id: str, *, count: int, now: datetime, first: int = 0
) -> None:
    """So many of everything: promises of either side, one-on-ones to close and to come, people, thanks.

    With ``first`` the people are others than those before that number.
    """
    today = now.date()
    for number in range(first, first + count):
        other_id = f"U9CROWD{number:04}"
        session.add(Person(workspace_id=workspace_id, id=other_id, name=f"Person {number}", zone="UTC"))
        session.flush()
        for owner_id, with_id in ((person_id, other_id), (other_id, person_id)):
            session.add(
                FollowUp(
                    workspace_id=workspace_id,
                    owner_id=owner_id,
                    author_id=owner_id,
                    with_id=with_id,
                    is_shared=True,
                    words=f"promise {number} & <others>",
                    origin=Origin.ONE_ON_ONE,
                    state=PromiseState.OPEN,
                    due_on=today + timedelta(days=number % 30),
                    created_at=now,
                )
            )
        one = Series(
            workspace_id=workspace_id,
            organizer_id=person_id,
            other_id=other_id,
            pair_id=series.pair_of(person_id, other_id),
            kind=Kind.LED,
            lead_id=person_id,
            rhythm=Rhythm.WEEKLY,
            starts_on=today - timedelta(days=6),
            at=time(number % 24),
            zone="UTC",
            minutes=30,
            answer=Answer.YES,
            answered_at=now - timedelta(days=60),
            created_at=now - timedelta(days=60),
            calendar_id=str(uuid4()),
            changed_at=now,
        )
        session.add(one)
        session.flush()
        last = datetime.combine(one.starts_on, one.at, tzinfo=now.tzinfo)
        for starts_at in (last, last + timedelta(days=7)):
            session.add(
                Meeting(
                    workspace_id=workspace_id,
                    series_id=one.id,
                    starts_at=starts_at,
                    state=MeetingState.PLANNED,
                )
            )
        for item in range(5):
            session.add(
                AgendaItem(
                    workspace_id=workspace_id,
                    pair_id=one.pair_id,
                    author_id=other_id if item % 2 else person_id,
                    other_id=person_id if item % 2 else other_id,
                    series_id=one.id,
                    words=f"item {item} with {number}",
                    is_private=False,
                    state=ItemState.OPEN,
                    added_at=now,
                )
            )
        session.add(
            ReportingLine(
                workspace_id=workspace_id,
                person_id=person_id,
                other_id=other_id,
                relation=Relation.REPORT,
                said_at=now - timedelta(days=90),
            )
        )
        session.add(
            QuestionRhythm(
                workspace_id=workspace_id,
                person_id=person_id,
                about_id=other_id,
                rhythm=QuestionEvery.WEEK,
                chosen_on=today - timedelta(days=30),
                next_question_on=today,
            )
        )
        thanked = Shoutout(
            workspace_id=workspace_id,
            author_id=other_id,
            state=State.GIVEN,
            did=f"thanks number {number} " * 30,
            occasion="",
            effect="",
            changed_at=now,
            given_at=now - timedelta(hours=number),
        )
        session.add(thanked)
        session.flush()
        session.add(
            ShoutoutReceiver(
                workspace_id=workspace_id,
                shoutout_id=thanked.id,
                person_id=person_id,
                position=0,
                way=Way.TO_ME,
            )
        )
    session.flush()
