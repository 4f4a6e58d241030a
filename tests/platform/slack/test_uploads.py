"""Bytes go to the address that Slack gave, and no further."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.platform.slack import uploads
from bot.platform.slack.errors import Later, Refused
from bot.platform.slack.wire import is_slacks

API = "https://slack.com/api/"


class Elsewhere:
    """A server in Slack's place: gives out ``place``, and answers what is posted there with ``status``."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.place: dict[str, Any] | None = None
        self.status = 200
        outer = self

        class Answer(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                outer.asked.append((self.command, self.path))
                self.rfile.read(int(self.headers["Content-Length"] or 0))
                is_api = self.path.startswith("/api/")
                body = json.dumps(outer.given()).encode() if is_api else b"OK"
                self.send_response(200 if is_api else outer.status)
                self.send_header("Location", f"{outer.url}/another/place")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = _answer  # noqa: N815  http.server looks for these names

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}).start()

    def given(self) -> dict[str, Any]:
        place = {"file_id": "F0SOMETHING", "upload_url": f"{self.url}/upload"}
        return {"ok": True, **(place if self.place is None else self.place)}

    def upload(self) -> str:
        client = WebClient(token="xoxb-sandbox", base_url=f"{self.url}/api/", retry_handlers=[])
        return uploads.upload(client, name="a.ics", content=b"secret")


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    running = Elsewhere()
    yield running
    running.server.shutdown()
    running.server.server_close()


def test_the_file_is_known_by_its_id_once_the_bytes_are_there(elsewhere: Elsewhere) -> None:
    assert elsewhere.upload() == "F0SOMETHING"
    assert elsewhere.asked == [("POST", "/api/files.getUploadURLExternal"), ("POST", "/upload")]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_is_followed_to_another_place(elsewhere: Elsewhere, status: int) -> None:
    elsewhere.status = status
    with pytest.raises((Later, Refused)):
        elsewhere.upload()
    assert [path for _, path in elsewhere.asked][1:] == ["/upload"]


@pytest.mark.parametrize("status", [202, 204])
def test_anything_but_a_plain_yes_means_later(elsewhere: Elsewhere, status: int) -> None:
    elsewhere.status = status
    with pytest.raises(Later, match=f"http_{status}"):
        elsewhere.upload()


@pytest.mark.parametrize(
    "place",
    [{}, {"file_id": "F0"}, {"upload_url": "https://files.slack.com/x"}, {"file_id": 7, "upload_url": 7}],
)
def test_an_answer_without_a_place_means_later(elsewhere: Elsewhere, place: dict[str, Any]) -> None:
    elsewhere.place = place
    with pytest.raises(Later, match="unreadable_answer"):
        elsewhere.upload()


@pytest.mark.parametrize(
    ("address", "is_theirs"),
    [
        ("https://files.slack.com/upload/v1/abc", True),
        ("https://slack.com/upload", True),
        ("http://files.slack.com/upload/v1/abc", False),
        ("https://files.slack.com.example.com/", False),
        ("https://files.slack.com:8443/", False),
        ("https://someone@files.slack.com/", False),
        ("https://hooks.slack.com/", False),
        ("file:///etc/hosts", False),
        ("//files.slack.com/", False),
        ("http://[::1", False),
        ("", False),
    ],
)
def test_an_address_is_slacks_by_its_scheme_and_its_whole_host(address: str, is_theirs: bool) -> None:
    assert is_slacks(address, api_url=API, host=uploads.FILES_HOST) is is_theirs
