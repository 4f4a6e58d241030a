"""Four processes with four threads each plan the cards of the same people: nobody gets two on one day."""

import multiprocessing
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import sqlalchemy as sa

from bot.features.cards.jobs import people_due, send_one_card
from bot.features.cards.models import Card
from bot.features.cards.service import PURPOSE
from bot.features.follow_ups import service
from bot.features.follow_ups.models import Origin
from bot.features.people.models import Enrolment, Person
from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.platform.delivery.models import OutboxMessage
from bot.platform.encryption import Cipher
from bot.sandbox.sandbox import Sandbox, utc
from tests.conftest import KEY, address_of
from tests.features.one_on_ones.arranging import WORKSPACE

PROCESSES = 4
THREADS = 4
# More than look at once, so that each first look finds somebody.
EVERYBODY = [f"U0EARLY{number:03}" for number in range(PROCESSES * THREADS + 4)]
DAYS = [date(2026, 10, 8), date(2026, 10, 9)]
# Somebody who never comes to the line is a failure, and not something to wait for.
AT_THE_LINE_WITHIN = 60


def plan(url: str, key: str, line: Barrier, reports: Any) -> None:
    """One process: four threads that begin with all others on each of the days, and look until nobody is due.

    It reports how often each thread took somebody, a day.
    """
    database = Database(url, Cipher((key,)))
    with ThreadPoolExecutor(THREADS) as threads:
        looking = [threads.submit(_look, database, line) for _ in range(THREADS)]
        reports.put([thread.result() for thread in looking])
    database.dispose()


def _look(database: Database, line: Barrier) -> list[int]:
    taken = []
    for day in DAYS:
        clock = ManualClock(utc(day.year, day.month, day.day, 7) + timedelta(minutes=1))  # nine in Berlin
        line.wait(AT_THE_LINE_WITHIN)
        count = int(send_one_card(database, clock))
        line.wait(AT_THE_LINE_WITHIN)  # whoever is slow to begin has looked once before the quick go on
        while send_one_card(database, clock):
            count += 1
        taken.append(count)
        line.wait(AT_THE_LINE_WITHIN)  # nobody is in tomorrow while somebody is still in today
    return taken


def promise_for_both_days(tend: Sandbox) -> None:
    """Each person has a promise for the one day and another for the other."""
    with tend.database.transaction() as session:
        session.add_all(
            Person(workspace_id=WORKSPACE, id=person_id, name=person_id, zone="Europe/Berlin")
            for person_id in EVERYBODY
        )
        session.flush()
        for person_id in EVERYBODY:
            for day in DAYS:
                service.open_follow_up(
                    session,
                    workspace_id=WORKSPACE,
                    owner_id=person_id,
                    author_id=person_id,
                    words=f"call Leo on {day}",
                    due_on=day,
                    origin=Origin.COMMAND,
                    now=tend.now(),
                )


def test_nobody_gets_two_cards_a_day_from_four_processes(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    promise_for_both_days(tend)
    processes = multiprocessing.get_context("spawn")
    line, reports = processes.Barrier(PROCESSES * THREADS), processes.SimpleQueue()
    running = [
        processes.Process(target=plan, args=(address_of(tend.database), KEY, line, reports))
        for _ in range(PROCESSES)
    ]
    for process in running:
        process.start()
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0] * PROCESSES
    of_threads = [taken for _ in running for taken in reports.get()]
    assert len(of_threads) == PROCESSES * THREADS
    # Every thread of every process had somebody in its hands, on both days.
    assert min(count for taken in of_threads for count in taken) >= 1
    with tend.database.reading() as session:
        made = Counter(tuple(row) for row in session.execute(sa.select(Card.person_id, Card.made_on)))
        posted = Counter(
            session.scalars(
                sa.select(OutboxMessage.subject_id).where(
                    OutboxMessage.purpose == PURPOSE, OutboxMessage.kind == "post"
                )
            )
        )
        assert session.scalars(people_due(utc(2026, 10, 9, 8))).all() == []
        assert session.query(Enrolment).count() == len(EVERYBODY)
    assert made == {(person_id, day): 1 for person_id in EVERYBODY for day in DAYS}
    assert sorted(posted.values()) == [1] * len(made)
