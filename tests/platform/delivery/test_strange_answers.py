"""Answers that are none of Slack's: a proxy's page, nothing at all, ten megabytes."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.platform.delivery.models import State
from bot.platform.slack.gateway import WebGateway
from tests.platform.delivery.office import Office

Answering = Callable[..., WebGateway]


@pytest.fixture
def answering() -> Iterator[Answering]:
    """A gateway to a server that answers everything in one way."""
    servers: list[ThreadingHTTPServer] = []

    def start(body: bytes, *, status: int = 200, kind: str = "application/json") -> WebGateway:
        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                return

        server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        servers.append(server)
        return WebGateway(token="xoxb-sandbox", api_url=f"http://127.0.0.1:{server.server_port}/api/")

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


PAGE = b"<!doctype html><title>Sign in to the hotel's network</title>" + b"<p>words</p>" * 100


@pytest.mark.parametrize("body", [PAGE, b"", b"[1, 2]", b"null", b"{", b"x" * 10_000_000])
def test_what_cannot_be_read_leaves_a_private_message_waiting(
    office: Office, answering: Answering, body: bytes
) -> None:
    reachable, office.gateway = office.gateway, answering(body)
    row_id = office.to("maya", "hello")
    office.carry()
    assert office.row(row_id).state == State.WAITING
    office.gateway = reachable
    office.later(seconds=2)
    assert office.read_by("maya") == ["hello"]


def test_a_page_with_a_server_error_is_waited_out_in_a_channel(office: Office, answering: Answering) -> None:
    office.gateway = answering(PAGE, status=502, kind="text/html")
    row_id = office.in_channel("C0GENERAL1", "hello")
    office.carry()
    assert (office.row(row_id).state, office.row(row_id).reason) == (State.WAITING, "http_502")


def test_a_proxy_that_forbids_everything_ends_the_message(office: Office, answering: Answering) -> None:
    office.gateway = answering(PAGE, status=403, kind="text/html")
    row_id = office.in_channel("C0GENERAL1", "hello")
    office.carry()
    assert office.told == [(row_id, "http_403")]


def test_a_right_answer_of_ten_megabytes_is_an_answer(office: Office, answering: Answering) -> None:
    answer = {"ok": True, "channel": "C0GENERAL1", "ts": "1.000001", "padding": "x" * 10_000_000}
    office.gateway = answering(json.dumps(answer).encode())
    row_id = office.in_channel("C0GENERAL1", "hello")
    office.carry()
    assert (office.row(row_id).state, office.row(row_id).ts) == (State.SENT, "1.000001")
