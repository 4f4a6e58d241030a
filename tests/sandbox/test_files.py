"""Files: the web API takes them in three steps as Slack does, and the page hands them to their owner."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.faults import DropAfter, RateLimit, ServerError
from bot.sandbox.slack.messages import Message
from tests.sandbox.local_page import LocalPage
from tests.sandbox.local_slack import LocalSlack

MAYA_DM = "D0MAYA0001"
CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def page(slack: LocalSlack) -> Iterator[LocalPage]:
    slack.client.conversations_open(users="U0MAYA0001")
    opened = LocalPage(slack)
    yield opened
    opened.close()


@pytest.fixture
def dm(slack: LocalSlack) -> str:
    opened: str = slack.client.conversations_open(users="U0MAYA0001")["channel"]["id"]
    assert opened == MAYA_DM
    return opened


def announced(slack: LocalSlack, length: int = len(CALENDAR), name: str = "a.ics") -> tuple[str, str]:
    """The id of a file to come and the address for its bytes."""
    answer = slack.client.files_getUploadURLExternal(filename=name, length=length)
    return answer["file_id"], answer["upload_url"]


def brought(url: str, content: bytes = CALENDAR) -> tuple[int, str]:
    answer = httpx.post(url, content=content)
    return answer.status_code, answer.text


def uploaded(slack: LocalSlack, content: bytes = CALENDAR, name: str = "a.ics") -> str:
    file_id, url = announced(slack, len(content), name)
    assert brought(url, content) == (200, f"OK - {len(content)}")
    return file_id


def shown(
    slack: LocalSlack, content: bytes = CALENDAR, name: str = "a.ics", title: str = "A title"
) -> Message:
    files = [{"id": uploaded(slack, content, name), "title": title}]
    slack.client.files_completeUploadExternal(files=files, channel_id=MAYA_DM, initial_comment="Here it is")
    return slack.workspace.in_dm("maya")[-1]


def refusal(slack: LocalSlack, method: str, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        slack.client.api_call(method, params=arguments)
    return str(caught.value.response["error"])


def completed(slack: LocalSlack, *file_ids: str, **more: Any) -> str:
    files = json.dumps([{"id": file_id} for file_id in file_ids])
    return refusal(slack, "files.completeUploadExternal", files=files, **more)


def test_a_file_stands_in_the_conversation_after_three_steps(slack: LocalSlack, dm: str) -> None:
    message = shown(slack)
    [file] = message.files
    assert (message.channel, message.text, message.user) == (dm, "Here it is", slack.workspace.bot.id)
    assert (file.name, file.title, file.content) == ("a.ics", "A title", CALENDAR)
    assert slack.workspace.refused_calls() == []


def test_nobody_sees_a_file_before_the_third_step(slack: LocalSlack, dm: str) -> None:
    uploaded(slack)
    assert slack.workspace.in_dm("maya") == []


def test_blocks_can_stand_in_the_place_of_words(slack: LocalSlack, dm: str) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "In a block"}}]
    arguments = {"files": [{"id": uploaded(slack)}], "channel_id": dm, "blocks": blocks}
    slack.client.api_call("files.completeUploadExternal", json=arguments)
    [message] = slack.workspace.in_dm("maya")
    assert message.words == "In a block\na.ics"
    assert message.files[0].title == "a.ics"


def test_without_a_conversation_a_file_is_shown_to_nobody(slack: LocalSlack, dm: str) -> None:
    slack.client.files_completeUploadExternal(files=[{"id": uploaded(slack), "title": "x"}])
    assert slack.workspace.in_dm("maya") == []


def test_a_token_and_a_scope_are_needed(slack: LocalSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    for method in ("files.getUploadURLExternal", "files.completeUploadExternal"):
        answer = httpx.post(f"{slack.url}/api/{method}", data={"token": "xoxb-other"})
        assert answer.json()["error"] == "invalid_auth"
    granted = slack.workspace.manifest
    less = replace(granted, scopes=granted.scopes - {"files:write"})
    monkeypatch.setattr(slack.workspace, "manifest", less)
    assert refusal(slack, "files.getUploadURLExternal", filename="a", length=1) == "missing_scope"
    assert completed(slack, "F0") == "missing_scope"


def test_a_file_that_is_deleted_is_on_no_message_any_more(slack: LocalSlack, dm: str) -> None:
    message = shown(slack)
    slack.client.files_delete(file=message.files[0].id)
    assert message.files == []
    assert message.text == "Here it is"
    assert refusal(slack, "files.delete", file="F0NOBODYS") == "file_not_found"
    assert refusal(slack, "files.delete") == "invalid_arguments"


@pytest.mark.parametrize("missing", [{"filename": "a"}, {"length": 3}, {"filename": "a", "length": 0}])
def test_a_file_is_announced_with_its_name_and_length(slack: LocalSlack, missing: dict[str, Any]) -> None:
    assert refusal(slack, "files.getUploadURLExternal", **missing) == "invalid_arguments"


def test_announcing_is_done_with_a_form(slack: LocalSlack) -> None:
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        slack.client.api_call("files.getUploadURLExternal", json={"filename": "a", "length": 1})


@pytest.mark.parametrize("content", [b"", CALENDAR[:-1], CALENDAR + b"x"])
def test_the_bytes_must_be_as_many_as_announced(slack: LocalSlack, dm: str, content: bytes) -> None:
    file_id, url = announced(slack)
    status, _ = brought(url, content)
    assert status == 400
    assert completed(slack, file_id, channel_id=dm) == "file_not_found"


def test_an_unknown_address_takes_no_bytes(slack: LocalSlack) -> None:
    assert brought(f"{slack.url}/upload/v1/nothing")[0] == 404


def test_a_file_that_is_not_there_cannot_be_shown(slack: LocalSlack, dm: str) -> None:
    only_announced, _ = announced(slack)
    whole = uploaded(slack)
    assert completed(slack, "F0UNKNOWN01", channel_id=dm) == "file_not_found"
    assert completed(slack, whole, only_announced, channel_id=dm) == "file_not_found"
    assert slack.workspace.in_dm("maya") == []


def test_a_file_is_shown_once(slack: LocalSlack, dm: str) -> None:
    file_id = shown(slack).files[0].id
    assert completed(slack, file_id, channel_id=dm) == "file_not_found"
    assert len(slack.workspace.in_dm("maya")) == 1


@pytest.mark.parametrize(
    ("channel_id", "code"),
    [
        ("U0MAYA0001", "invalid_arguments"),
        ("#general", "invalid_arguments"),
        ("C0NOWHERE1", "channel_not_found"),
        ("C0TIDE0001", "not_in_channel"),
        ("C0OLDCHAN1", "is_archived"),
    ],
)
def test_a_refused_conversation_does_not_use_the_file_up(
    slack: LocalSlack, dm: str, channel_id: str, code: str
) -> None:
    bot = slack.workspace.bot.id
    slack.workspace.add_channel(Channel("C0OLDCHAN1", "old", members=[bot], is_archived=True))
    file_id = uploaded(slack)
    assert completed(slack, file_id, channel_id=channel_id) == code
    slack.client.files_completeUploadExternal(files=[{"id": file_id, "title": "x"}], channel_id=dm)
    assert len(slack.workspace.in_dm("maya")) == 1


@pytest.mark.parametrize("files", ["", "[]", "{", '"F0"', "[{}]", "[1]", '{"id": "F0"}'])
def test_files_are_a_list_of_ids(slack: LocalSlack, dm: str, files: str) -> None:
    arguments = {"files": files, "channel_id": dm}
    assert refusal(slack, "files.completeUploadExternal", **arguments) == "invalid_arguments"


def test_words_that_are_too_long_are_refused(slack: LocalSlack, dm: str) -> None:
    long = "x" * 40_001
    assert completed(slack, uploaded(slack), channel_id=dm, initial_comment=long) == "msg_too_long"


def test_each_step_can_fail_on_order(slack: LocalSlack, dm: str) -> None:
    faults = slack.workspace.faults
    _, url = announced(slack)
    faults.order("upload", RateLimit(7))
    faults.order("upload", ServerError(500))
    limited = httpx.post(url, content=CALENDAR)
    assert (limited.status_code, limited.headers["Retry-After"]) == (429, "7")
    assert brought(url)[0] == 500
    faults.order("upload", DropAfter())
    with pytest.raises(httpx.RemoteProtocolError):
        brought(url)
    for method in ("files.getUploadURLExternal", "files.completeUploadExternal"):
        faults.order(method, RateLimit(7))
        assert refusal(slack, method) == "ratelimited"
    assert [call.fault for call in slack.workspace.calls if call.method == "upload"] == [
        "RateLimit",
        "ServerError",
        "DropAfter",
    ]


def test_a_reset_forgets_what_was_announced(slack: LocalSlack) -> None:
    _, url = announced(slack)
    slack.workspace.reset()
    assert brought(url)[0] == 404


# On the page


def link_on(page: LocalPage, handle: str) -> dict[str, str | None]:
    [link] = [
        each
        for each in page.looks(f"as={handle}&at=messages").all("a")
        if str(each.get("href")).startswith("/page/files/")
    ]
    return link


def test_the_message_shows_the_files_name_as_a_link_that_saves_it(page: LocalPage) -> None:
    shown(page.slack)
    words = page.looks("as=maya&at=messages").words
    assert all(part in words for part in ("Here it is", "A title", "a.ics", "32 bytes"))
    link = link_on(page, "maya")
    assert link["download"] == "a.ics"
    answer = page.client.get(str(link["href"]))
    assert (answer.status_code, answer.content) == (200, CALENDAR)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''a.ics"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["export.zip", "page.html", "picture.svg", "no-ending"])
def test_what_is_no_calendar_is_only_bytes(page: LocalPage, name: str) -> None:
    shown(page.slack, b"<script>alert(1)</script>", name)
    answer = page.client.get(str(link_on(page, "maya")["href"]))
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_strange_name_stays_a_name(page: LocalPage) -> None:
    name = 'a"; x=\r\nSet-Cookie: b=c; <img src=x>„é“.ics'
    shown(page.slack, name=name, title="<b>bold</b>")
    link = link_on(page, "maya")
    assert link["download"] == name
    seen = page.looks("as=maya&at=messages")
    assert "<img src=x>" in seen.words
    assert "<b>bold</b>" in seen.words
    assert seen.all("img") == []
    answer = page.client.get(str(link["href"]))
    assert answer.content == CALENDAR
    assert "set-cookie" not in answer.headers


def test_only_its_owner_gets_the_file(page: LocalPage) -> None:
    shown(page.slack)
    address = str(link_on(page, "maya")["href"])
    assert page.client.get(address.replace("as=maya", "as=leo")).status_code == 404
    assert page.client.get(address.replace("as=maya", "as=nobody")).status_code == 404
    assert "a.ics" not in page.looks("as=leo&at=messages").words


def test_a_file_goes_with_its_message(page: LocalPage) -> None:
    message = shown(page.slack)
    address = str(link_on(page, "maya")["href"])
    page.slack.client.chat_delete(channel=message.channel, ts=message.ts)
    assert page.client.get(address).status_code == 404


def test_a_file_that_was_only_uploaded_can_be_had_by_nobody(page: LocalPage) -> None:
    file_id = uploaded(page.slack)
    assert page.client.get(f"/page/files/{file_id}?as=maya").status_code == 404
