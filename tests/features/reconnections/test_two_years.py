"""Two years of questions and hints: nothing comes twice too early, nothing piles up, nothing after *stop*."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from benchmarks.two_years import START, STOPS_ON, Showing, Story, distribution, live_through
from bot.features.cards.service import PURPOSE
from bot.features.people.models import Enrolment
from bot.features.questions.bank import Direction
from bot.features.questions.history import Outcome
from bot.features.relationships.models import Pair
from bot.platform.database import Database
from bot.platform.delivery.models import OutboxMessage
from bot.platform.encryption import Cipher
from tests.conftest import KEY

# Two people with twelve others each; `make bench` lives through the same with two hundred pairs.
PAIRS = 24


@pytest.fixture(scope="module")
def lived(migrated_sqlite: Path) -> Iterator[tuple[Database, Story]]:
    place = Path("/dev/shm")  # noqa: S108  the test has a folder of its own in it
    with tempfile.TemporaryDirectory(prefix="tend-test-", dir=place if place.is_dir() else None) as folder:
        file = Path(folder) / "tend.db"
        shutil.copy(migrated_sqlite, file)
        database = Database(f"sqlite:///{file}", Cipher((KEY,)))
        yield database, live_through(database, pairs=PAIRS)
        database.dispose()


@pytest.fixture(scope="module")
def story(lived: tuple[Database, Story]) -> Story:
    return lived[1]


@pytest.fixture(scope="module")
def database(lived: tuple[Database, Story]) -> Database:
    return lived[0]


def posted(database: Database) -> list[tuple[str, datetime]]:
    """To whom cards went, and when; a card that only changes is none."""
    with database.reading() as session:
        rows = session.execute(
            sa.select(OutboxMessage.person_id, OutboxMessage.created_at).where(
                OutboxMessage.purpose == PURPOSE
            )
        )
        return [(person_id, created_at) for person_id, created_at in rows]


def finished(one: Showing) -> int:
    """At which places of the pair's history the question came, but for a first *not now* in a cycle."""
    return sum(
        row.question_id == one.question.id and row.outcome is not Outcome.NOT_NOW for row in one.before
    )


def test_the_distribution_of_questions(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{len(story.showings)} questions in two years of {PAIRS} pairs\n{distribution(story)}")  # noqa: T201
    even = [showings for showings in story.by_pair().values() if len({one.pool for one in showings}) == 1]
    assert even
    for showings in even:
        shown = Counter(one.question.id for one in showings)
        counts = [shown[question.id] for question in showings[-1].pool]
        # What was put off comes once more in its cycle, so it may come twice as often.
        assert max(counts) <= 2 * min(counts) + 2


def test_every_question_is_shown_before_any_is_shown_again(story: Story) -> None:
    for one in story.showings:
        seen = {row.question_id for row in one.before}
        if finished(one):
            assert {question.id for question in one.pool} <= seen


def test_two_showings_of_one_question_are_half_a_pool_apart(story: Story) -> None:
    for one in story.showings:
        ids = {question.id for question in one.pool}
        of_pool = [row.question_id for row in one.before if row.question_id in ids]
        assert one.question.id not in of_pool[len(of_pool) - len(ids) // 2 :] or len(ids) < 2


def test_nothing_is_shown_again_within_its_cycle(story: Story) -> None:
    assert story.repeats_too_early() == []


def test_a_theme_comes_three_times_in_a_row_only_when_no_other_is_left(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    three = list(story.three_in_a_row())
    for one in three:
        assert {question.theme for question in one.left} == {one.question.theme}
    with capsys.disabled():
        print(f"\nthree of one theme in a row, with none other left: {len(three)} of {len(story.showings)}")  # noqa: T201


def test_nobody_gets_two_cards_a_day_or_one_on_a_weekend(story: Story, database: Database) -> None:
    days = Counter((person_id, at.date()) for person_id, at in posted(database))
    assert days
    assert max(days.values()) == 1
    assert not [day for _, day in days if day.weekday() > 4]
    assert len(story.cards) == len(days)


def test_after_stop_nothing_comes(story: Story, database: Database) -> None:
    with database.reading() as session:
        [gone] = session.scalars(sa.select(Enrolment.person_id).where(Enrolment.stopped_at.is_not(None)))
    own = [at.date() for person_id, at in posted(database) if person_id == gone]
    assert own
    assert max(own) < STOPS_ON
    assert max(one.on for one in story.showings if one.asker == gone) < STOPS_ON
    assert max(at.date() for person_id, at in posted(database) if person_id != gone) > STOPS_ON


def test_a_report_is_not_asked_what_another_was_asked_within_four_weeks(story: Story) -> None:
    own = [one for one in story.showings if one.direction is Direction.MANAGER_TO_REPORT]
    for place, one in enumerate(own):
        for other in own[:place]:
            if (other.asker, other.question.id) == (one.asker, one.question.id) and other.about != one.about:
                assert one.on - other.on >= timedelta(days=28)


def test_hints_are_a_month_apart_for_each_and_never_four_in_a_row(story: Story, database: Database) -> None:
    assert story.hints > PAIRS
    with database.reading() as session:
        pairs = session.scalars(sa.select(Pair)).all()
    assert all(pair.drift_in_a_row <= 3 for pair in pairs)
    assert all(pair.drift_told_on is None or pair.drift_told_on > START.date() for pair in pairs)
