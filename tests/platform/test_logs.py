"""What an operator reads holds no words, no names, no tokens and no ids of people."""

import io
import json
import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.__main__ import main
from bot.features.home.commands import COMMANDS
from bot.platform import logs
from bot.platform.encryption import Cipher, new_key
from bot.platform.logs import know_people_by, mark_of, name_request, withheld
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import Refusal, ServerError
from tests.features.follow_ups.noting import note
from tests.features.one_on_ones.test_canaries import plant
from tests.features.reconnections.test_nobody_else_learns_of_it import do_everything
from tests.features.shoutouts.thanking import give

CANARY = "canary-words"
OURS = logging.getLogger("bot.test")
FOREIGN = logging.getLogger("some_library")


class Written:
    """What has been written so far."""

    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def set_up() -> Iterator[Callable[..., Written]]:
    """Sets logging up, as the command line does, into a text; everything is put back afterwards."""
    root = logging.getLogger()
    names = ["bot", *logs._TALKATIVE, *logs._TICKING]
    levels = {name: logging.getLogger(name).level for name in names}
    before = root.handlers[:], root.level, sys.excepthook, threading.excepthook

    def begin(*, as_json: bool = True, level: int = logging.DEBUG) -> Written:
        stream = io.StringIO()
        logs.set_up(as_json=as_json, level=level, stream=stream)
        return Written(stream)

    yield begin
    root.handlers[:], root.level, sys.excepthook, threading.excepthook = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    structlog.contextvars.clear_contextvars()


@pytest.fixture
def written(set_up: Callable[..., Written]) -> Written:
    return set_up()


# How a line looks


def test_a_line_is_an_object_with_a_moment_in_utc(written: Written) -> None:
    OURS.info("delivery %s put off", 7)
    [line] = written.lines
    assert line["event"] == "delivery 7 put off"
    assert (line["level"], line["logger"]) == ("info", "bot.test")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", line["timestamp"])


def test_a_line_for_people_is_no_json(set_up: Callable[..., Written]) -> None:
    written = set_up(as_json=False)
    OURS.warning("delivery %s put off", 7)
    assert "delivery 7 put off" in written.text
    assert not written.text.startswith("{")


def test_setting_it_up_again_writes_no_line_twice(set_up: Callable[..., Written]) -> None:
    earlier, later = set_up(), set_up()
    OURS.info("once")
    assert (len(earlier.text), len(later.lines)) == (0, 1)


def test_the_lines_of_one_request_have_its_name_and_not_its_key(written: Written) -> None:
    for key in ("trigger:1.2.secret", "trigger:1.2.secret", "trigger:3.4.other"):
        name_request(key)
        OURS.info("something")
    first, again, other = [line["request"] for line in written.lines]
    assert first == again != other
    assert "secret" not in written.text


def test_libraries_that_write_down_requests_say_nothing_below_info(written: Written) -> None:
    for name in ("slack_sdk.web.base_client", "slack_bolt.App", "sqlalchemy.engine.Engine", "some_library"):
        logging.getLogger(name).debug("the whole body: %s", CANARY)
    OURS.debug("ours")
    assert [line["event"] for line in written.lines] == ["ours"]


# What is withheld


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-123-456-abcDEF",
        "xoxe.xoxp-1-Mi0yLTEyMw",
        "xoxe-1-My0xLTEyMw",
        "xapp-1-A012-345-deadbeef",
        # They differ with each run: without names of their own, two processes would find different tests.
        pytest.param(new_key(), id="a key"),
        pytest.param(Cipher((new_key(),)).encrypt(CANARY), id="an encrypted text"),
        "https://hooks.slack.com/commands/T0TEND0001/123/secretsecret",
        "wss://wss-primary.slack.com/link/?ticket=secretsecret",
        "postgresql+psycopg://tend:secretsecret@db/tend",
        "https://tend.example.com/calendars/secretsecret.ics",
    ],
)
def test_no_token_key_text_or_address_with_a_secret_is_written(written: Written, secret: str) -> None:
    OURS.info("got %s", secret)
    OURS.info(f"got <{secret}>, {{'url': '{secret}'}}")
    FOREIGN.warning("got %s", {"url": secret})
    assert len(written.lines) == 3
    assert secret not in written.text
    for part in ("secret" + "secret", "123", "deadbeef", "Mi0yLTEyMw"):
        assert part not in json.dumps([line["event"] for line in written.lines])


def test_the_host_of_an_address_stays() -> None:
    assert withheld("no answer from https://slack.com/api/chat.postMessage, again later") == (
        "no answer from https://slack.com/(withheld) again later"
    )


IDS = st.from_regex(r"[UW](?=[A-Z]*[0-9])[A-Z0-9]{7,10}", fullmatch=True) | st.from_regex(
    r"[UW][A-Z]{8,10}", fullmatch=True
)


@given(person_id=IDS, before=st.sampled_from(["", " ", "<@", "person:", "(", "'", "_", "ü"]))
def test_no_id_of_a_person_is_left_wherever_it_stands(person_id: str, before: str) -> None:
    said = withheld(f"{before}{person_id} did, {person_id}|{person_id}>")
    assert person_id not in said
    assert said.count(mark_of(person_id)) == 3


@pytest.mark.parametrize(
    "word", ["WARNING", "WAITING", "UNKNOWN", "USER", "UTC", "U1", "T0TEND0001", "C0GEN1"]
)
def test_what_is_no_id_of_a_person_stays(word: str) -> None:
    assert withheld(f"state {word} seen") == f"state {word} seen"


def test_a_person_has_one_mark_for_each_key_and_nobody_elses() -> None:
    keys = new_key(), new_key()
    marks = []
    for key in (*keys, keys[0]):
        know_people_by(key)
        marks.append((mark_of("U0MAYA0001"), mark_of("U0ANA00001")))
    assert marks[0] == marks[2]
    assert len({*marks[0], *marks[1]}) == 4


# Errors


def fail() -> None:
    try:
        raise KeyError(f"{CANARY} inside")
    except KeyError as error:
        raise ValueError(f"{CANARY} of U0MAYA0001") from error


@pytest.mark.parametrize("log", [OURS, FOREIGN], ids=["ours", "foreign"])
def test_an_error_is_told_by_its_kind_and_place(written: Written, log: logging.Logger) -> None:
    try:
        fail()
    except ValueError as error:
        log.exception("it failed")
        log.exception(f"it failed: {error}")
        log.error("it failed: %s", error)
    told = written.lines
    assert [line["event"] for line in told] == ["it failed", "it failed: ValueError", "it failed: ValueError"]
    for line in told[:2]:
        assert "in fail" in line["exception"]
        assert line["exception"].index("ValueError") < line["exception"].index("KeyError")
    assert "canary" not in written.text


@pytest.mark.parametrize("log", [OURS, FOREIGN], ids=["ours", "foreign"])
def test_an_error_keeps_its_words_to_itself_wherever_it_lies(written: Written, log: logging.Logger) -> None:
    error = ValueError(f"{CANARY}\nof U0MAYA0001")
    for inside in ([error], (1, error), {"a": [error]}, {error: 1}, frozenset({error}), {"a": {"b": error}}):
        log.error("failed: %s", inside)
        log.error(inside)
    log.error("failed: %(why)s", {"why": error})
    try:
        raise error
    except ValueError:
        log.exception(f"failed: {[error]}")
    structlog.contextvars.bind_contextvars(why=[error])
    log.error("failed")
    assert len(written.lines) == 15
    assert "canary" not in written.text
    assert written.lines[12]["event"] == "failed: ValueError"
    assert written.lines[0]["event"] == "failed: ['ValueError']"


@pytest.mark.parametrize("where", ["nobody", "thread"])
def test_an_error_that_nobody_catches_is_told_the_same_way(written: Written, where: str) -> None:
    if where == "thread":
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    else:
        try:
            fail()
        except ValueError as error:
            sys.excepthook(ValueError, error, error.__traceback__)
    [line] = written.lines
    assert line["level"] == "critical"
    assert "in fail" in line["exception"]
    assert CANARY not in written.text


def test_a_line_that_cannot_be_written_is_not_quoted() -> None:
    stream = io.StringIO()
    record = logging.LogRecord("bot.test", logging.INFO, __file__, 7, "%d rows", (CANARY,), None)
    logs.Handler(as_json=True, stream=stream).handle(record)
    assert stream.getvalue() == "A line of bot.test:7 could not be written.\n"


def test_what_a_library_says_at_length_is_cut(written: Written) -> None:
    FOREIGN.warning("Unhandled request\n%s", CANARY)
    FOREIGN.warning("%s%s", "x" * 200, CANARY)
    assert CANARY not in written.text


def test_a_wrong_format_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEND_LOG", "xml")
    assert main(["new-key"]) == 1
    assert capsys.readouterr().err.startswith("TEND_LOG should be json")


# Everything at once


def test_whatever_people_do_the_log_holds_nobodys_words_names_or_ids(
    tend: Sandbox, set_up: Callable[..., Written], monkeypatch: pytest.MonkeyPatch
) -> None:
    written = set_up(as_json=False)
    private = do_everything(tend)
    plant(tend)
    note(tend, "leo", f"@maya {CANARY}")
    give(tend, "priya", f"@kofi {CANARY}")
    go_wrong_everywhere(tend, monkeypatch)
    tend.let_days_pass(7)
    look_everywhere(tend)
    said = written.text
    assert "failed: ValueError" in said
    assert "put off" in said
    assert "channel_not_found" in said
    assert "request=" in said
    assert "canary" not in said
    for words in private:
        assert words not in said
    for person in (person for person in tend.workspace.people if not person.is_bot):
        assert person.id not in said
        for name in (person.handle, *person.real_name.split()):
            assert not re.search(rf"\b{name}\b", said, re.IGNORECASE), name
    for token in (tend.workspace.bot_token, tend.workspace.app_token, tend.workspace.signing_secret):
        assert token not in said


def look_everywhere(tend: Sandbox) -> None:
    for handle in ("maya", "sam"):
        hands = tend.hands(handle)
        for line in ("/digest", "/followups", "/1on1", "/tend", "/shoutout settings", "/reconnect help"):
            hands.types(line)
        hands.opens_home()


def go_wrong_everywhere(tend: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """A listener that stumbles over words, a library that quotes them, a Slack that refuses."""

    def stumble(*_: object, **__: object) -> None:
        try:
            fail()
        except ValueError as error:
            FOREIGN.exception(f"Failed to run listener (error: {error})")
            raise

    with monkeypatch.context() as patch:
        patch.setitem(COMMANDS, "steady", stumble)
        tend.hands("maya").types(f"/tend steady {CANARY}")
    OURS.warning("%s (%s) of %s", tend.workspace.bot_token, "U0LEO00001", {"user": "U0ANA00001"})
    tend.workspace.faults.order("chat.postMessage", ServerError())
    tend.workspace.faults.order("chat.postMessage", Refusal("channel_not_found"))
    note(tend, "noor", CANARY)
    tend.let_days_pass(1)
