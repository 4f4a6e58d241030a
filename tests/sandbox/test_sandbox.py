"""The sandbox as a whole: what it begins with, and what it leaves alone."""

from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import httpx
import pytest

from bot.features.workspace.models import Workspace
from bot.platform.database import Database
from bot.platform.encryption import Cipher, new_key
from bot.platform.errors import BotError
from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.seed import play_history
from tests.conftest import KEY
from tests.features.follow_ups.noting import note


def test_a_database_of_an_earlier_sandbox_is_begun_afresh(sqlite_url: str) -> None:
    earlier = Sandbox(database_url=sqlite_url, encryption_key=new_key())
    note(earlier, "maya", "call Leo")
    earlier.stop()
    later = Sandbox(database_url=sqlite_url, encryption_key=new_key())
    assert "Nothing is open." in later.hands("maya").types("/followups").words
    later.stop()


def test_the_database_of_a_real_workspace_is_left_alone(sqlite_url: str) -> None:
    database = Database(sqlite_url, Cipher((KEY,)))
    with database.transaction() as session:
        session.add(Workspace(id="T0REAL", name="Real", url="", bot_user_id="U0BOT"))
    with pytest.raises(BotError, match="belongs to a real workspace"):
        Sandbox(database_url=sqlite_url, encryption_key=KEY)
    with database.reading() as session:
        assert session.get(Workspace, "T0REAL") is not None
    database.dispose()


def test_reset_goes_back_to_the_first_morning(sqlite_url: str) -> None:
    sandbox = Sandbox(database_url=sqlite_url, encryption_key=KEY, history=play_history)
    first = [(message.text, message.ts) for message in sandbox.workspace.in_channel("#shout-outs")]
    note(sandbox, "maya", "call Sam")
    sandbox.let_days_pass(12)
    sandbox.reset()
    again = [(message.text, message.ts) for message in sandbox.workspace.in_channel("#shout-outs")]
    assert again == first
    assert "call Sam" not in sandbox.hands("maya").types("/followups").words
    sandbox.stop()


def test_a_page_elsewhere_cannot_reach_it_by_a_name_of_its_own(tend: Sandbox) -> None:
    assert httpx.get(tend.url, headers={"Host": "evil.example"}).status_code == 400
    assert httpx.get(tend.url).status_code == 200


def test_whoever_turns_the_clock_while_it_turns_counts_from_where_it_will_stand(tend: Sandbox) -> None:
    with ThreadPoolExecutor(3) as hands:
        list(hands.map(lambda _: tend.next_morning(ZoneInfo("Europe/Berlin")), range(3)))
    # From Wednesday over Thursday and Friday to Monday.
    assert tend.now() == utc(2026, 10, 12, 7, 30)
