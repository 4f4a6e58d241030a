"""Two presses in the same moment are one: neither of them is met with an error."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.one_on_ones.agenda import wishes
from bot.features.one_on_ones.agenda.models import ReconnectWish
from bot.features.people import enrolments
from bot.features.people.reader import Reader
from bot.features.reconnections import rhythms, sides
from bot.features.reconnections.expectations import sides as expectations
from bot.features.reconnections.expectations.models import Expectation
from bot.features.reconnections.models import OwnSide, QuestionRhythm, Rhythm, Side
from bot.features.reconnections.presence import weekly
from bot.features.reconnections.presence.models import PresenceChoice
from bot.platform.database import Base, Database
from tests.features.relationships.team import START, fill, reader

PRESSES = 8


def say(session: Session, reader: Reader) -> None:
    sides.say(session, reader, about_id="ana", side=Side.DISTANT)


def choose(session: Session, reader: Reader) -> None:
    rhythms.choose(session, reader, about_id="ana", rhythm=Rhythm.WEEK)


def write(session: Session, reader: Reader) -> None:
    expectations.write(session, reader, about_id="ana", text="A word before Friday.", would_share=True)


def wish(session: Session, reader: Reader) -> None:
    wishes.wish(session, reader, about_id="ana")


VERBS: list[tuple[Callable[[Session, Reader], None], type[Base]]] = [
    (weekly.begin, PresenceChoice),
    (say, OwnSide),
    (choose, QuestionRhythm),
    (write, Expectation),
    (wish, ReconnectWish),
]


@pytest.mark.parametrize(("verb", "table"), VERBS, ids=[verb.__name__ for verb, _ in VERBS])
def test_two_presses_at_once_keep_one_row(
    database: Database, verb: Callable[[Session, Reader], None], table: type[Base]
) -> None:
    with database.transaction() as session:
        fill(session, "maya", "ana")
        # Whoever comes here for the first time is enrolled, and one press waits for the other there already.
        enrolments.enrol(session, "T1", "maya", now=START)
    gate = threading.Barrier(PRESSES)

    def press(_number: int) -> None:
        gate.wait()
        with database.transaction() as session:
            verb(session, reader(session))

    with ThreadPoolExecutor(PRESSES) as hands:
        list(hands.map(press, range(PRESSES)))  # raises what any of them raised
    with database.reading() as session:
        assert len(session.scalars(sa.select(table)).all()) == 1
