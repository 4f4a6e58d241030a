"""How long a person waits for Slack's yes, one and 32 at once, beside a bare Bolt app on the same server."""

import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode, urlsplit

from benchmarks.measuring import median_ms, percentile_ms
from benchmarks.servers import postgres
from bot.features.follow_ups.forms import NOTE
from bot.sandbox.doors.http import signature

_AT_ONCE = (1, 32)
_NUMBERS = count(1)
# What is asked of whom: only a yes, or a promise that is kept by the time of the yes.
_ONLY_ACK = ("check", "bolt", "many", "Tend")
_STORED = ("row", "row of many", "Tend", "Tend, gc frozen", "Tend on PostgreSQL")
_TITLES = {
    "check": "the signature check alone",
    "bolt": "a bare Bolt app, two listeners",
    "many": "a bare Bolt app, as many listeners as Tend",
    "row": "a bare Bolt app, one row committed",
    "row of many": "the same, as many listeners as Tend",
}


@dataclass
class Door:
    """A server that answers, and the times it took; ``rates`` are requests a second, one for each round."""

    url: str
    secret: str
    team: str
    person: str
    rates: dict[tuple[str, int], list[float]] = field(default_factory=lambda: defaultdict(list))
    times: dict[tuple[str, int], list[float]] = field(default_factory=lambda: defaultdict(list))
    refused: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))


def page(*, quick: bool) -> str:
    """The figures as a section of Markdown."""
    requests, rounds = (32, 1) if quick else (960, 5)
    with ExitStack() as stack:
        server = None if quick else stack.enter_context(postgres())
        kinds = ["check", "bolt", "many", "row", "row of many", "Tend"]
        kinds += [] if quick else ["Tend, gc frozen"]
        doors = {kind: stack.enter_context(_door(kind)) for kind in kinds}
        if server is not None:
            doors["Tend on PostgreSQL"] = stack.enter_context(
                _door("Tend on PostgreSQL", server.create_database())
            )
        asked = [("ack", kind) for kind in _ONLY_ACK] + [
            ("stored", kind) for kind in _STORED if kind in doors
        ]
        for what, kind in asked:
            _ask(doors[kind], what, requests=32, at_once=32)  # warm
        for door in doors.values():
            door.rates.clear()
            door.times.clear()
            door.refused.clear()
        for at_once in _AT_ONCE:
            for _ in range(rounds):
                for what, kind in asked:
                    _ask(
                        doors[kind],
                        what,
                        requests=requests if at_once > 1 else requests // 4,
                        at_once=at_once,
                    )
    return "\n".join(
        [
            "## Acks",
            "",
            f"Signed requests over loopback until Slack's yes; in each of {rounds} rounds all of them in "
            "turn, on the same server (uvicorn), the one who asks in a process of its own. SQLite with "
            "`synchronous=FULL` unless it says otherwise. The ratio is of requests a second, the median of "
            "the rounds. *No yes*: the bot said that it could not keep it.",
            "",
            "`/tend help`, which only answers:",
            "",
            *_table(doors, "ack", [kind for kind in _ONLY_ACK], beside="many"),
            "",
            "A filled-in form: a promise stored and committed, and its answer, before the yes:",
            "",
            *_table(doors, "stored", [kind for kind in _STORED if kind in doors], beside="row of many"),
        ]
    )


def _table(doors: dict[str, Door], what: str, kinds: list[str], *, beside: str) -> list[str]:
    rows = [
        "| | at once | a second | p50 | p99 | to the bare one | no yes |",
        "|---|---|---|---|---|---|---|",
    ]
    for at_once in _AT_ONCE:
        least = statistics.median(doors[beside].rates[what, at_once])
        for kind in kinds:
            rate, times = (
                statistics.median(doors[kind].rates[what, at_once]),
                doors[kind].times[what, at_once],
            )
            rows.append(
                f"| {_TITLES.get(kind, kind)} | {at_once} | {rate:,.0f} | {median_ms(times):.1f} ms "
                f"| {percentile_ms(times, 99):.1f} ms | {rate / least:.2f} "
                f"| {doors[kind].refused[what, at_once]} of {len(times)} |"
            )
    return rows


@contextmanager
def _door(*kind: str) -> Iterator[Door]:
    command = [sys.executable, "-m", "benchmarks.doors", *kind]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        yield Door(*process.stdout.readline().split())
        process.communicate("")


def _ask(door: Door, what: str, *, requests: int, at_once: int) -> None:
    written = [_request(door, what) for _ in range(requests)]
    start = time.perf_counter()
    refused: list[bytes] = []
    times = asyncio.run(_all(door.url, written, refused, at_once=at_once))
    door.refused[what, at_once] += len(refused)
    door.rates[what, at_once].append(requests / (time.perf_counter() - start))
    door.times[what, at_once] += times


async def _all(url: str, written: list[bytes], refused: list[bytes], *, at_once: int) -> list[float]:
    address, times = urlsplit(url), []

    async def one_line() -> None:
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        while written:
            request = written.pop()
            start = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line.split(b":")[1])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length")
            )
            said = await reader.readexactly(length)
            if not head.startswith(b"HTTP/1.1 200") or b'"errors"' in said:
                refused.append(request)
            times.append(time.perf_counter() - start)
        writer.close()

    await asyncio.gather(*(one_line() for _ in range(at_once)))
    return times


def _request(door: Door, what: str) -> bytes:
    number = next(_NUMBERS)
    if what == "ack":
        body = urlencode(
            {
                "command": "/tend",
                "text": "help",
                "team_id": door.team,
                "user_id": door.person,
                "channel_id": "C0GENERAL1",
                "trigger_id": f"bench.{number}",
                "response_url": f"{door.url}/respond/none",
            }
        )
    else:
        body = urlencode({"payload": json.dumps(_filled_in(door, number))})
    raw = body.encode()
    headers = {
        "Host": urlsplit(door.url).netloc,
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(raw)),
        **signature(raw, secret=door.secret, at=int(time.time())),
    }
    lines = ["POST /slack/events HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + raw


def _filled_in(door: Door, number: int) -> dict[str, object]:
    return {
        "type": "view_submission",
        "team": {"id": door.team},
        "user": {"id": door.person, "team_id": door.team, "name": "maya"},
        "trigger_id": f"bench.{number}",
        "view": {
            "id": f"V{number}",
            "blocks": [{"type": "input", "block_id": "words"}],
            "type": "modal",
            "hash": str(number),
            "callback_id": NOTE,
            "private_metadata": "",
            "state": {
                "values": {
                    "words": {"words": {"type": "plain_text_input", "value": f"call Leo, {number}"}},
                    "due_on": {"due_on": {"type": "datepicker", "selected_date": "2026-12-09"}},
                }
            },
        },
    }
