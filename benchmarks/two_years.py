"""Two years of a few people who look after twelve others each, with the real services and a fast clock."""

import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.cards.jobs import send_one_card
from bot.features.cards.models import Card, CardLine
from bot.features.people import backing_off, enrolments, reporting_lines
from bot.features.people.models import Person, Relation
from bot.features.people.reader import Reader, reader_of
from bot.features.questions import service as questions
from bot.features.questions.bank import Direction, Question, Theme, bank_for
from bot.features.questions.eligibility import deepest_unasked, eligible, resting_themes
from bot.features.questions.history import Outcome, Shown, shown_for_others, still_to_come
from bot.features.questions.models import QuestionShown
from bot.features.reconnections import rhythms, service, sides
from bot.features.reconnections.jobs import forget_what_is_old
from bot.features.reconnections.models import QuestionRhythm, Rhythm, Side
from bot.features.relationships import own_list
from bot.features.relationships import service as relationships
from bot.features.relationships.models import Pair
from bot.features.workspace.models import Workspace
from bot.migrate import migrate
from bot.platform.clock import ManualClock
from bot.platform.database import Database
from bot.platform.encryption import Cipher, new_key

TEAM = "T1"
START = datetime(2026, 10, 7, 9, 0, tzinfo=UTC)
DAYS = 730
STOPS_ON = START.date() + timedelta(days=500)
"""From this day on the last of the askers wants nothing any more."""
OTHERS_EACH = 12

_RELATIONS = (Relation.REPORT, Relation.MANAGER, Relation.PEER)
_SIDES = (Side.DISTANT, Side.UNDERNOURISHED, Side.HEALTHY, Side.TENSE, Side.NOT_SURE)
_OUTCOMES = (*[Outcome.ASKED] * 11, Outcome.NONE, Outcome.NONE, *[Outcome.NOT_NOW] * 4, Outcome.NOT_FOR_ME)


@dataclass(frozen=True, slots=True)
class Showing:
    """One question as it was shown, what might have been shown instead, and what the pair had before."""

    asker: str
    about: str
    direction: Direction
    question: Question
    pool: tuple[Question, ...]
    left: tuple[Question, ...]
    before: tuple[Shown, ...]
    on: date


@dataclass
class Story:
    """What happened in the two years."""

    showings: list[Showing] = field(default_factory=list)
    cards: list[tuple[str, date]] = field(default_factory=list)
    hints: int = 0
    used_up: int = 0

    def by_pair(self) -> dict[tuple[str, str], list[Showing]]:
        """The showings of each pair, oldest first."""
        found: dict[tuple[str, str], list[Showing]] = defaultdict(list)
        for showing in self.showings:
            found[showing.asker, showing.about].append(showing)
        return found

    def repeats_too_early(self) -> list[Showing]:
        """Showings of a question that was not to come again yet: others of its cycle were still to come."""
        return [one for one in self.showings if one.question not in one.left]

    def three_in_a_row(self) -> Iterator[Showing]:
        """Every third showing of one theme in a row."""
        for showings in self.by_pair().values():
            for place in range(2, len(showings)):
                three = showings[place - 2 : place + 1]
                if len({one.question.theme for one in three}) == 1:
                    yield showings[place]


def live_through(database: Database, *, pairs: int, days: int = DAYS) -> Story:
    """Let so many pairs, twelve an asker, live through so many days."""
    chance = random.Random(20261007)  # noqa: S311  the same two years every time, and no secret
    askers = [f"U{number:04}" for number in range(pairs // OTHERS_EACH)]
    with database.transaction() as session:
        _settle_in(session, askers)
    clock, story = ManualClock(START), Story()
    for day in range(1, days):
        clock.turn_to(START + timedelta(days=day))
        if clock.now().date() == STOPS_ON:
            with database.transaction() as session:
                enrolments.stop(session, TEAM, askers[-1], now=clock.now())
        while send_one_card(database, clock):
            pass
        with database.transaction() as session:
            for asker in askers:
                _react(session, reader_of(session, TEAM, asker, now=clock.now()), story, chance)
        if day % 30 == 0:
            forget_what_is_old(database, clock)
    with database.reading() as session:
        story.cards = [
            (person_id, on) for person_id, on in session.execute(sa.select(Card.person_id, Card.made_on))
        ]
    return story


def _settle_in(session: Session, askers: list[str]) -> None:
    session.add(Workspace(id=TEAM, name="", url="", bot_user_id="U"))
    session.flush()
    others = [f"{asker}P{place:02}" for asker in askers for place in range(OTHERS_EACH)]
    session.add_all(Person(workspace_id=TEAM, id=id_, name=id_, zone="UTC") for id_ in [*askers, *others])
    session.flush()
    for asker in askers:
        reader = reader_of(session, TEAM, asker, now=START)
        for place in range(OTHERS_EACH):
            about_id = f"{asker}P{place:02}"
            relation = _RELATIONS[place % len(_RELATIONS)]
            reporting_lines.say(
                session, TEAM, person_id=asker, other_id=about_id, relation=relation, now=START
            )
            rhythms.choose(session, reader, about_id=about_id, rhythm=list(Rhythm)[place % 2])
            own_list.put_on(session, reader, about_id=about_id, rhythm_days=(5, 10, None)[place % 3])


def _react(session: Session, reader: Reader, story: Story, chance: random.Random) -> None:
    """What somebody does on a day: with what their card says, and now and then by themselves."""
    told = session.execute(
        sa.select(CardLine.section, CardLine.subject_id)
        .join(Card, Card.id == CardLine.card_id)
        .where(Card.person_id == reader.person_id, Card.made_on == reader.today)
    ).all()
    if told:
        backing_off.note_seen(session, reader.workspace_id, reader.person_id, now=reader.now)
    for section, subject_id in told:
        if section in ("questions", "long_waiting"):
            _answer(session, reader, session.get_one(QuestionRhythm, subject_id).about_id, story, chance)
        elif section == "in_touch":
            story.hints += 1
            pair = session.get_one(Pair, subject_id)
            if chance.random() < 0.5:
                relationships.talked(session, reader, about_id=pair.about_id)
            elif chance.random() < 0.1:
                relationships.let_rest(session, reader, about_id=pair.about_id)
    if reader.today < STOPS_ON and chance.random() < 0.25:
        about_id = f"{reader.person_id}P{chance.randrange(OTHERS_EACH):02}"
        _answer(session, reader, about_id, story, chance)


def _answer(session: Session, reader: Reader, about_id: str, story: Story, chance: random.Random) -> None:
    place = int(about_id[-2:])
    sides.say(session, reader, about_id=about_id, side=_SIDES[place % len(_SIDES)])
    earlier = questions.latest(session, reader=reader, about_id=about_id)
    before = _situation(session, reader, about_id)
    asking = service.present(session, bank_for(None), reader, about_id=about_id)
    if asking is None:
        story.used_up += 1
        return
    if earlier is None or earlier.id != asking.shown_id:
        question = bank_for(None).question(session.get_one(QuestionShown, asking.shown_id).question_id)
        assert question is not None
        story.showings.append(
            Showing(reader.person_id, about_id, asking.direction, question, *before, reader.today)
        )
    service.answer(session, reader, shown_id=asking.shown_id, outcome=chance.choice(_OUTCOMES))
    session.flush()


def _situation(
    session: Session, reader: Reader, about_id: str
) -> tuple[tuple[Question, ...], tuple[Question, ...], tuple[Shown, ...]]:
    """What may be shown to the pair by the rules, read from all that the asker was shown."""
    rows = session.scalars(
        sa.select(QuestionShown).where(QuestionShown.asker_id == reader.person_id).order_by(QuestionShown.id)
    )
    shown = [Shown(row.question_id, row.shown_at, row.about_id, Outcome(row.outcome)) for row in rows]
    of_pair = tuple(row for row in shown if row.about == about_id)
    direction = sides.direction_to(session, reader, about_id=about_id)
    assert direction is not None
    state = sides.state_of(sides.side_of(session, reader, about_id=about_id))
    unwanted = {row.question_id for row in shown if row.outcome is Outcome.NOT_FOR_ME}
    if direction is Direction.MANAGER_TO_REPORT:
        unwanted |= shown_for_others(shown, about=about_id, now=reader.now)
    pool = eligible(
        bank_for(None),
        direction=direction,
        state=state,
        deepest=deepest_unasked(direction, state, ()),
        unwanted=unwanted,
        resting=resting_themes(bank_for(None), of_pair, now=reader.now),
        without_blanks=False,
    )
    return tuple(pool), tuple(still_to_come(pool, of_pair)), of_pair


def distribution(story: Story) -> str:
    """How often each question and theme was shown, as a table of Markdown."""
    rows = []
    for direction in Direction:
        shown = [one.question for one in story.showings if one.direction is direction]
        each = sorted(Counter(question.id for question in shown).values())
        themes = Counter(question.theme for question in shown)
        shares = ", ".join(f"{theme} {themes[theme] * 100 // max(1, len(shown))} %" for theme in Theme)
        if each:
            rows.append(
                f"| {direction} | {len(shown):,} | {len(each)} | {each[0]} | {each[len(each) // 2]} "
                f"| {each[-1]} | {shares} |"
            )
    return "\n".join(
        [
            "| direction | shown | different ones | the rarest | in the middle | the most often | themes |",
            "|---|---|---|---|---|---|---|",
            *rows,
        ]
    )


def page(*, quick: bool) -> str:
    """What happened in two years, as a section of Markdown."""
    pairs, days = (12, 60) if quick else (204, DAYS)
    with tempfile.TemporaryDirectory(prefix="tend-bench-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'tend.db'}", Cipher((new_key(),)))
        migrate(database)
        story = live_through(database, pairs=pairs, days=days)
        database.dispose()
    three = list(story.three_in_a_row())
    forced = sum(len({question.theme for question in one.left}) == 1 for one in three)
    return "\n".join(
        [
            f"## {days} days of {pairs} pairs",
            "",
            f"{len(story.showings):,} questions on {len(story.cards):,} cards, "
            f"and {story.hints:,} times that it had been a while. "
            f"Shown again within a cycle: {len(story.repeats_too_early())}. "
            f"Three of one theme in a row: {len(three)}, {forced} of them with only that theme left.",
            "",
            distribution(story),
        ]
    )
