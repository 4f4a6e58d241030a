"""Whatever somebody has chosen, they look the same to whoever does something towards them.

Maya does the same towards Ana, who is another one each time: Maya reads the same words, the database is asked
the same statements in the same order while she waits, and Slack is called in the same way.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.features.one_on_ones.models import Invitee
from bot.features.workspace.models import PilotPerson, Workspace
from bot.sandbox.sandbox import Sandbox
from tests.conftest import KEY
from tests.features.one_on_ones.arranging import ANA, MAYA, WORKSPACE, end, join, set_up
from tests.features.one_on_ones.test_canaries import move_the_next
from tests.features.one_on_ones.test_promises import note as note_promise
from tests.features.reconnections.acting import plan, write
from tests.features.shoutouts.thanking import asked, choose, give, previewed

State = Callable[[Sandbox], None]


def not_enrolled(_tend: Sandbox) -> None:
    """Ana has never said anything."""


def enrolled(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend resume")


def declined(tend: Sandbox) -> None:
    with tend.database.transaction() as session:
        session.merge(Invitee(workspace_id=WORKSPACE, person_id=ANA, not_through_tend_at=tend.clock.now()))


def paused(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend pause 2 weeks")


def stopped(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend stop")


def away(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend away today to 2026-10-20")


def blocking(tend: Sandbox) -> None:
    tend.hands("ana").types("/tend block @maya")


def to_me(tend: Sandbox) -> None:
    choose(tend, "ana", "To me")


def to_me_but_paused(tend: Sandbox) -> None:
    to_me(tend)
    paused(tend)


def not_this_way(tend: Sandbox) -> None:
    choose(tend, "ana", "Not this way")


def in_the_pilot(tend: Sandbox) -> None:
    _pilot(tend, MAYA, ANA)


def not_in_the_pilot(tend: Sandbox) -> None:
    _pilot(tend, MAYA)


def _pilot(tend: Sandbox, *person_ids: str) -> None:
    with tend.database.transaction() as session:
        session.get_one(Workspace, WORKSPACE).is_pilot = True
        for person_id in person_ids:
            session.add(PilotPerson(workspace_id=WORKSPACE, person_id=person_id, channel_id=""))


@dataclass
class Seen:
    """What Maya read, and what was asked of the database and of Slack while she waited."""

    words: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)


class Witness:
    """Writes down what is done while Maya waits for an answer; what the clockwork does is not hers."""

    def __init__(self, tend: Sandbox) -> None:
        self.tend = tend
        self.seen = Seen()

    @contextmanager
    def watching(self) -> Iterator[Seen]:
        settle, is_hers, marks = self.tend.tend.settle, [True], [len(self.tend.workspace.calls)]

        def remember(_c: object, _cursor: object, statement: str, *_: object) -> None:
            # How long one may still wait is said only where somebody else writes at that very moment.
            if is_hers[0] and not statement.startswith("PRAGMA busy_timeout"):
                self.seen.statements.append(statement)

        def settled() -> int:
            is_hers[0] = False
            self._note_calls(marks[0])
            try:
                return settle()
            finally:
                marks[0] = len(self.tend.workspace.calls)
                is_hers[0] = True

        before = self._read()
        self.tend.tend.settle = settled  # type: ignore[method-assign]
        sa.event.listen(self.tend.database.engine, "before_cursor_execute", remember)
        try:
            yield self.seen
        finally:
            sa.event.remove(self.tend.database.engine, "before_cursor_execute", remember)
            self._note_calls(marks[0])
            self.tend.tend.settle = settle  # type: ignore[method-assign]
        self.seen.words += self._read()[len(before) :]

    def _note_calls(self, since: int) -> None:
        self.seen.calls += [call.method for call in self.tend.workspace.calls[since:]]

    def _read(self) -> list[str]:
        maya = self.tend.workspace.person("maya")
        place = self.tend.workspace.direct_message(maya)
        return [message.words for message in self.tend.workspace.seen_by(maya, place)]


def thanks(tend: Sandbox) -> None:
    tend.hands("maya").press(previewed(tend, "maya", "@ana found out why the import broke"), "Post it")


def invites(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")


def plans_an_act(tend: Sandbox) -> None:
    write(tend)
    plan(tend)


def says_who_leads(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend report @ana")
    tend.hands("maya").types("/tend who")


def promises_for_them(tend: Sandbox) -> None:
    note_promise(tend, "maya", "Ana: send the budget")


def thanks_back(tend: Sandbox) -> None:
    tend.hands("maya").press(asked(tend, "maya"), "Thank them back")


def moves_a_meeting(tend: Sandbox) -> None:
    move_the_next(tend, "maya", date(2026, 10, 14))


def ends_it(tend: Sandbox) -> None:
    end(tend, "maya")


def nothing(_tend: Sandbox) -> None:
    """Nothing has to have been there before."""


def a_series_of_both(tend: Sandbox) -> None:
    set_up(tend, "@ana weekly tuesday 10:00")
    tend.let_days_pass(1)
    join(tend, "ana")


def thanks_of_ana(tend: Sandbox) -> None:
    give(tend, "ana", "@maya found out why the import broke")


ANYBODY = (not_enrolled, enrolled, declined, paused, stopped, away, blocking)
DEEDS: list[tuple[Callable[[Sandbox], None], Callable[[Sandbox], None], tuple[State, ...]]] = [
    (thanks, nothing, (not_enrolled, enrolled, declined, paused, stopped, away)),
    (thanks, nothing, (to_me, to_me_but_paused, not_this_way, blocking)),
    (invites, nothing, (*ANYBODY, not_this_way)),
    (plans_an_act, nothing, (*ANYBODY, not_this_way)),
    (says_who_leads, nothing, (*ANYBODY, not_this_way)),
    # Whoever shares a series or has thanked somebody is enrolled.
    (
        promises_for_them,
        a_series_of_both,
        (enrolled, declined, paused, stopped, away, blocking, not_this_way),
    ),
    (moves_a_meeting, a_series_of_both, (enrolled, paused, stopped, away, blocking, not_this_way)),
    (ends_it, a_series_of_both, (enrolled, paused, stopped, away, blocking, not_this_way)),
    (thanks_back, thanks_of_ana, (enrolled, declined, paused, stopped, away, blocking, not_this_way)),
    (thanks, nothing, (in_the_pilot, not_in_the_pilot)),
    (invites, nothing, (in_the_pilot, not_in_the_pilot)),
    (plans_an_act, nothing, (in_the_pilot, not_in_the_pilot)),
    (says_who_leads, nothing, (in_the_pilot, not_in_the_pilot)),
]


@pytest.mark.parametrize(
    ("deed", "before", "states"),
    DEEDS,
    ids=[f"{deed.__name__}-{states[0].__name__}" for deed, _, states in DEEDS],
)
def test_they_look_the_same(
    deed: Callable[[Sandbox], None],
    before: Callable[[Sandbox], None],
    states: tuple[State, ...],
    migrated_sqlite: Path,
    tmp_path: Path,
) -> None:
    faces = {state.__name__: face(deed, before, state, migrated_sqlite, tmp_path) for state in states}
    first = faces[states[0].__name__]
    assert first.statements
    for name, other in faces.items():
        assert other.words == first.words, name
        assert other.calls == first.calls, name
        assert other.statements == first.statements, name


def face(
    deed: Callable[[Sandbox], None],
    before: Callable[[Sandbox], None],
    state: State,
    migrated: Path,
    folder: Path,
) -> Seen:
    """What Maya meets when she does it towards an Ana of that state, in a workspace of its own."""
    file = folder / f"{state.__name__}.db"
    shutil.copy(migrated, file)
    tend = Sandbox(database_url=f"sqlite:///{file}", encryption_key=KEY)
    try:
        # The first request of a person, and the first of a day, are about that person alone.
        tend.hands("maya").types("/tend resume")
        before(tend)
        state(tend)
        tend.hands("maya").types("/tend who")
        with Witness(tend).watching() as seen:
            deed(tend)
        return seen
    finally:
        tend.stop()
