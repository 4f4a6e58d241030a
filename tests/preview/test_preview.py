"""`python -m bot preview`: what would be sent, told without sending, changing or quoting anything."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.__main__ import main
from bot.config import Settings
from bot.copies.opening import NotUpToDate
from bot.features.cards.sections import SECTIONS
from bot.migrate import NoDatabase
from bot.platform.database import Database
from bot.platform.delivery.courier import Courier
from bot.platform.slack.errors import DeliveryError
from bot.pollers import pollers
from bot.preview.command import CannotPreview, preview
from bot.preview.copying import copy_of
from bot.preview.noting import NothingIsAsked, NowhereGateway
from bot.preview.playing import PLAYED
from bot.preview.telling import ALONE, ON_CARDS
from bot.purposes import PURPOSES
from bot.sandbox.sandbox import Sandbox
from bot.schema import METADATA
from tests.conftest import KEY
from tests.features.follow_ups.noting import note
from tests.features.home.looking import start
from tests.features.one_on_ones.arranging import set_up

CANARY = "zzcanaryzz"
# They read from Slack, show Home tabs, tidy up, or carry out what somebody asked for at once.
BRING_NO_MESSAGE_BY_THEMSELVES = {
    "directory",
    "profiles",
    "pilot_list",
    "old_thanks",
    "drafts",
    "handed_words",
    "acts",
    "forgetting",
    "figures",
    "home",
    "requests",
    "openings",
    "sent",
    "setting_changes",
    "line_changes",
    "exports",
    "leavers",
    "parked",
    "taken_out",
}


def settings_for(database: Database) -> Settings:
    url = database.engine.url.render_as_string(hide_password=False)
    return Settings(slack_bot_token="xoxb-invented", database_url=url, encryption_keys=(KEY,))


def told(tend: Sandbox, span: str = "7d", person: str | None = None) -> list[str]:
    return list(
        preview(
            settings_for(tend.database), span=span, person=person, workspace_id=None, now=tend.clock.now()
        )
    )


def rows_of(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, as it is stored."""
    with database.engine.connect() as connection:
        return {
            table.name: sorted(
                (tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table.name}")),  # noqa: S608
                key=repr,
            )
            for table in METADATA.sorted_tables
        }


@pytest.fixture
def week(tend_on_each_database: Sandbox) -> Sandbox:
    """Maya has promises, a one-on-one with Ana and a digest; Leo has begun and noted nothing."""
    tend = tend_on_each_database
    start(tend, "maya", "leo")
    note(tend, "maya", f"call Leo about {CANARY}")
    note(tend, "maya", f"send the {CANARY}")
    set_up(tend, "@ana weekly friday 10:00")
    return tend


def test_it_tells_what_comes_to_whom_when_and_why(week: Sandbox) -> None:
    lines = told(week)
    assert lines[0].split() == ["when", "(their", "clock)", "who", "what", "why"]
    maya = [line for line in lines if "Maya Okafor (U0MAYA0001)" in line]
    [thursday] = [line for line in maya if line.startswith("Thu 2026-10-08 09:00")]
    [friday] = [line for line in maya if line.startswith("Fri 2026-10-09 09:00")]
    assert thursday.split("  ")[2] == "the day's card: 2 promises"
    assert thursday.endswith("due, and neither done nor let go")
    assert "the day's card: 1 one-on-one" in friday
    assert any("weekly digest" in line for line in maya)
    assert lines[-1].endswith("Nothing was sent, and nothing changed.")


def test_what_is_told_is_what_then_comes(week: Sandbox) -> None:
    foretold = [line for line in told(week, person="@maya") if "the day's card" in line]
    week.let_days_pass(7)
    cards = [message for message in week.workspace.in_dm("maya") if message.text == "A few things for today"]
    assert len(cards) == len(foretold) > 1


def test_nothing_is_sent_and_no_row_changes(week: Sandbox) -> None:
    before, calls = rows_of(week.database), len(week.workspace.calls)
    told(week, span="4w")
    assert rows_of(week.database) == before
    assert len(week.workspace.calls) == calls


def test_no_word_that_anybody_wrote_is_told(week: Sandbox) -> None:
    assert CANARY not in "\n".join(told(week, span="2w"))


def test_for_one_person_it_tells_only_theirs(week: Sandbox) -> None:
    for said in ("@ana", "Ana Sousa", "U0ANA00001"):
        *lines, _, _last = told(week, person=said)
        assert all("U0ANA00001" in line for line in lines[1:])


def test_somebody_paused_gets_nothing(week: Sandbox) -> None:
    week.hands("maya").types("/tend pause 3 weeks")
    assert told(week, person="@maya") == [
        "0 messages in the next 7 days, if nobody presses or types anything until then. "
        "Nothing was sent, and nothing changed."
    ]


@pytest.mark.parametrize(("span", "says"), [("7", "7d"), ("0d", "7d"), ("5w", "31d"), ("soon", "7d")])
def test_a_time_that_makes_no_sense_is_refused_in_a_sentence(tend: Sandbox, span: str, says: str) -> None:
    with pytest.raises(CannotPreview, match=says):
        told(tend, span=span)


def test_somebody_unknown_is_refused_in_a_sentence(tend: Sandbox) -> None:
    with pytest.raises(CannotPreview, match='Nobody here is called "bo"'):
        told(tend, person="@bo")


def test_a_private_text_that_no_key_reads_hides_nobody_elses_messages(week: Sandbox) -> None:
    note(week, "leo", "write to Noor")
    with week.database.transaction() as session:
        session.execute(sa.text("UPDATE follow_ups SET words = 'spoilt' WHERE owner_id = 'U0MAYA0001'"))
    lines = told(week)
    assert any("Leo Fontaine" in line and "1 promise" in line for line in lines)
    assert "cards" in lines[-1]
    assert "stumbled" in lines[-1]


def test_a_database_that_is_missing_or_old_is_neither_made_nor_changed(
    tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "nowhere.db"
    gone = Settings(
        slack_bot_token="xoxb-invented", database_url=f"sqlite:///{missing}", encryption_keys=(KEY,)
    )
    with pytest.raises(NoDatabase, match="There is no database"), copy_of(gone):
        pass
    assert not missing.exists()
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "SLACK_BOT_TOKEN": "xoxb-invented",
        "TEND_ENCRYPTION_KEYS": KEY,
        "TEND_DATABASE_URL": sqlite_url,
    }.items():
        monkeypatch.setenv(name, value)
    assert main(["preview", "--for", "1d"]) == 1
    assert capsys.readouterr().err == "Nobody is known here yet. Start Tend once, and come back.\n"
    with sa.create_engine(sqlite_url).begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    assert main(["preview"]) == 1
    assert "Run `tend migrate` with TEND_DATABASE_URL set to it first" in capsys.readouterr().err
    with (
        pytest.raises(NotUpToDate),
        copy_of(Settings(slack_bot_token="xoxb-i", database_url=sqlite_url, encryption_keys=(KEY,))),
    ):
        pass


def test_a_file_that_is_no_database_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "diary.db").write_text("Dear diary. " * 1000)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-invented")
    monkeypatch.setenv("TEND_ENCRYPTION_KEYS", KEY)
    monkeypatch.setenv("TEND_DATABASE_URL", "sqlite:///diary.db")
    assert main(["preview"]) == 1
    assert (
        "The database sqlite:///diary.db cannot be used: file is not a database." in capsys.readouterr().err
    )


def test_every_poller_is_played_or_brings_nothing_by_itself(tend: Sandbox) -> None:
    gateway = NowhereGateway()
    courier = Courier(tend.database, gateway_of=lambda _id: gateway, clock=tend.clock, purposes=PURPOSES)
    every = pollers(
        tend.database, tend.clock, courier=courier, gateway_of=lambda _id: gateway, manager_field="X"
    )
    assert {poller.name for poller in every} == PLAYED | BRING_NO_MESSAGE_BY_THEMSELVES


def test_everything_that_can_be_sent_has_its_words() -> None:
    assert {section.name for section in SECTIONS} == set(ON_CARDS)
    assert set(PURPOSES.still_wanted) - {"cards.card"} <= set(ALONE)


def test_the_way_out_leads_nowhere_and_asks_nothing() -> None:
    gateway = NowhereGateway()
    with pytest.raises(NothingIsAsked):
        gateway.members_page(None)
    assert not issubclass(NothingIsAsked, DeliveryError)


def test_the_days_ahead_are_played_at_their_own_moments(week: Sandbox) -> None:
    lines = told(week, span="1d")
    week_ahead = told(week, span="7d")
    assert [line for line in lines if "2026-10-09" in line] == []
    assert len(week_ahead) > len(lines)
