"""Two processes of the bot on one database, what people do meanwhile, and Slack failing on order."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from bot.app import build
from bot.migrate import migrate
from bot.platform.database import Database
from bot.platform.encryption import Cipher
from bot.platform.slack.gateway import WebGateway
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import DropAfter, DropBefore, Fault, HtmlAnswer, RateLimit, ServerError
from bot.sandbox.slack.messages import Message
from tests.conftest import KEY
from tests.features.follow_ups.noting import cards_of, day_of, note, text_of
from tests.features.one_on_ones.arranging import invitations_of
from tests.features.shoutouts.thanking import choose, posts

TEAM = ("maya", "ana", "sam")
PEOPLE = st.sampled_from(TEAM)
_METHODS = ("chat.postMessage", "chat.postMessage", "chat.update", "conversations.open")
_FAULTS = (RateLimit(1), RateLimit(90), ServerError(503), HtmlAnswer(), DropBefore(), DropAfter())


class TwoOffices(RuleBasedStateMachine):
    """``drops``: how often Slack took something and its answer was lost; as often may a DM come twice."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="tend-two-", dir=_place())
        file = Path(self._folder.name) / "tend.db"
        shutil.copy(_migrated(), file)
        self.sandbox = Sandbox(database_url=f"sqlite:///{file}", encryption_key=KEY)
        tend = self.sandbox.tend
        self._other = Database(tend._settings.database_url, Cipher((KEY,)))
        other = build(tend._settings, clock=self.sandbox.clock, database=self._other)
        other._gateways.own_workspace_id = self.sandbox.workspace.team_id
        self._settle = (tend.settle, other.settle)
        self._turn, self._is_in_between = 0, False
        self._other_one = other.settle
        self._post = patch.object(WebGateway, "post", self._posting(WebGateway.post))
        self._post.start()
        tend.settle = self._take_turns  # type: ignore[method-assign]
        self.drops = 0
        self.thanks: list[str] = []
        self.open: Counter[str] = Counter()
        for handle in TEAM:
            choose(self.sandbox, handle, "In the channel")
        self.sandbox.hands("maya").types("/1on1 @ana weekly on Thursday at 15:00")

    def teardown(self) -> None:
        try:
            self.check_at_the_end()
        finally:
            self._post.stop()
            self._other.dispose()
            self.sandbox.stop()
            self._folder.cleanup()

    def check_at_the_end(self) -> None:
        raise NotImplementedError

    # The processes

    def _take_turns(self) -> int:
        """The one, then the other one, each of them first in its turn."""
        self._turn += 1
        first, second = self._settle if self._turn % 2 else self._settle[::-1]
        done = 0
        for one, self._other_one in ((first, second), (second, first)):
            done += one()
        return done

    def _posting(self, post: Callable[..., Any]) -> Callable[..., Any]:
        def in_between(gateway: WebGateway, *args: Any, **more: Any) -> Any:
            if self._is_in_between:
                self._is_in_between = False
                # Whoever posts has had its turn in hand since it began; the other one goes on as ever.
                self._other_one()
            return post(gateway, *args, **more)

        return in_between

    @rule()
    def the_other_one_looks_in_the_middle_of_the_next_post(self) -> None:
        self._is_in_between = True

    # Slack and time

    @rule(method=st.sampled_from(_METHODS), fault=st.sampled_from(_FAULTS), times=st.integers(1, 3))
    def slack_fails(self, method: str, fault: Fault, times: int) -> None:
        self.sandbox.workspace.faults.order(method, fault, times=times)
        if isinstance(fault, DropAfter) and method == "chat.postMessage":
            self.drops += times

    @rule(hours=st.sampled_from((1, 5, 24, 24, 24)), times=st.integers(1, 4))
    def time_passes(self, hours: int, times: int) -> None:
        self.sandbox.advance(timedelta(hours=hours * times))

    @rule(days=st.integers(1, 12))
    def an_outage(self, days: int) -> None:
        self.sandbox.clock.advance(timedelta(days=days))
        self.sandbox.settle()

    # People

    @rule(who=PEOPLE)
    def somebody_notes_a_promise(self, who: str) -> None:
        note(self.sandbox, who, "call the harbour master")
        self.open[who] += 1

    @precondition(lambda self: any(self.open.values()))
    @rule(who=PEOPLE, what=st.sampled_from(("Done", "Done", "Let it go", "In a week")))
    def somebody_presses(self, who: str, what: str) -> None:
        for card in reversed(cards_of(self.sandbox, who)):
            if "Something you noted" in text_of(card) and '"Done"' in text_of(card).replace("'", '"'):
                self._press(who, card, what)
                return

    def _press(self, who: str, card: Message, what: str) -> None:
        hands = self.sandbox.hands(who)
        if what == "In a week":
            hands.choose(card, "Not now", what, near="Something you noted")
            return
        hands.press(card, what, near="Something you noted")
        self.open[who] -= 1

    @rule(who=PEOPLE, answer_is_lost=st.booleans())
    def somebody_gives_thanks(self, who: str, answer_is_lost: bool) -> None:
        words = f"thanks number {len(self.thanks)}."
        other = TEAM[TEAM.index(who) - 1]
        seen = self.sandbox.hands(who).types(f"/shoutout @{other} {words}")
        preview = next((one for one in seen if words in one.words), None)
        if preview is None:
            return
        if answer_is_lost:
            self.slack_fails("chat.postMessage", DropAfter(), 1)
        if "From" not in self.sandbox.hands(who).press(preview, "Post it").words:
            self.thanks.append(words)

    @precondition(lambda self: invitations_of(self.sandbox, "ana"))
    @rule(answer=st.sampled_from(("Looks good", "Not this one")))
    def ana_answers_the_invitation(self, answer: str) -> None:
        invitation = invitations_of(self.sandbox, "ana")[-1]
        if answer in text_of(invitation):
            self.sandbox.hands("ana").press(invitation, answer)

    # What stands in Slack

    def doubled_cards(self) -> int:
        """Cards that somebody got on a day on which they had one."""
        days = Counter((who, day_of(card)) for who in TEAM for card in cards_of(self.sandbox, who))
        return sum(count - 1 for count in days.values())

    def times_posted(self) -> list[int]:
        there = "\n".join(post.words for post in posts(self.sandbox))
        return [there.count(words) for words in self.thanks]


def _place() -> Path | None:
    memory = Path("/dev/shm")  # noqa: S108  a folder of its own in it
    return memory if memory.is_dir() else None


@cache
def _migrated() -> Path:
    file = Path(tempfile.mkdtemp(prefix="tend-two-template-")) / "tend.db"
    database = Database(f"sqlite:///{file}", Cipher((KEY,)))
    migrate(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return file
