"""The way out to Slack: everything the bot says or asks, behind one port."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeGuard

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.platform.slack import uploads
from bot.platform.slack.check import check_message, check_view
from bot.platform.slack.errors import InDoubt, Refused, from_answer
from bot.platform.slack.message import Message
from bot.platform.slack.wire import as_object, code_in, faults_named, is_slacks, retry_after

_SECONDS_TO_ANSWER = 10
# A modal must be opened while its trigger lives (3 s) and before Slack gives up on the listener.
_SECONDS_TO_OPEN = 2
_HOOKS_HOST = "hooks.slack.com"
_PAGE = 200  # https://docs.slack.dev/reference/methods/users.list advises no more


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message stands: its channel (D… for a direct one) and its ts."""

    channel_id: str
    ts: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is: its workspace, that workspace's name and address, and its own person."""

    workspace_id: str
    workspace_name: str
    url: str
    bot_user_id: str


class SlackGateway(Protocol):
    """What the bot can do in one workspace. Every method raises DeliveryError when Slack says no."""

    def identity(self) -> Identity: ...
    def post(self, channel_id: str, message: Message, *, thread_ts: str | None = None) -> Posted: ...
    def update(self, channel_id: str, ts: str, message: Message) -> None: ...
    def delete(self, channel_id: str, ts: str) -> None: ...
    def answer(self, response_url: str, message: Message | None, *, replace: bool) -> None: ...
    def send_file(self, channel_id: str, *, name: str, content: bytes, title: str, words: str) -> str: ...
    def delete_file(self, file_id: str) -> None: ...
    def open_conversation(self, person_id: str) -> str: ...
    def open_view(self, trigger_id: str, view: dict[str, Any]) -> str: ...
    def push_view(self, trigger_id: str, view: dict[str, Any]) -> str: ...
    def update_view(self, view_id: str, view: dict[str, Any]) -> None: ...
    def publish_home(self, person_id: str, view: dict[str, Any]) -> None: ...
    def members_page(self, cursor: str | None) -> tuple[list[dict[str, Any]], str | None]: ...
    def member(self, person_id: str) -> dict[str, Any]: ...
    def profile(self, person_id: str) -> dict[str, Any]: ...
    def channel(self, channel_id: str) -> dict[str, Any]: ...
    def channel_members(self, channel_id: str) -> Iterator[str]: ...


class WebGateway:
    """The gateway over Slack's Web API, or any server that speaks it.

    ``api_url`` ends in a slash. Nothing is retried in here: whether a second try is right depends on
    the message, and the courier knows that. ``team_id``: with a token that is good for a whole
    organisation, the workspace that is meant.
    """

    def __init__(self, *, token: str, api_url: str, team_id: str | None = None) -> None:
        self._api_url = api_url
        of_whom: dict[str, Any] = {"token": token, "base_url": api_url, "team_id": team_id}
        self._client = WebClient(**of_whom, timeout=_SECONDS_TO_ANSWER, retry_handlers=[])
        self._opener = WebClient(**of_whom, timeout=_SECONDS_TO_OPEN, retry_handlers=[])

    def identity(self) -> Identity:
        answer = self._ask("auth.test", {})
        return Identity(
            workspace_id=answer["team_id"],
            workspace_name=answer.get("team") or answer["team_id"],
            url=answer.get("url") or "",
            bot_user_id=answer.get("user_id") or "",
        )

    def post(self, channel_id: str, message: Message, *, thread_ts: str | None = None) -> Posted:
        """Say something new. ``thread_ts``: below the message of that ts."""
        check_message(message.text, message.blocks)
        answer = self._ask(
            "chat.postMessage",
            {
                "channel": channel_id,
                "text": message.text,
                "blocks": message.blocks,
                "unfurl_links": False,
                "unfurl_media": False,
                **({"thread_ts": thread_ts} if thread_ts else {}),
            },
        )
        ts, channel = answer.get("ts"), answer.get("channel") or channel_id
        if not (_is_id(ts) and _is_id(channel)):
            raise InDoubt("no_ts")
        return Posted(channel, ts)

    def update(self, channel_id: str, ts: str, message: Message) -> None:
        check_message(message.text, message.blocks)
        self._ask(
            "chat.update",
            {"channel": channel_id, "ts": ts, "text": message.text, "blocks": message.blocks},
        )

    def delete(self, channel_id: str, ts: str) -> None:
        self._ask("chat.delete", {"channel": channel_id, "ts": ts})

    def answer(self, response_url: str, message: Message | None, *, replace: bool) -> None:
        if not is_slacks(response_url, api_url=self._api_url, host=_HOOKS_HOST):
            raise Refused("not_an_address_of_slacks")
        body: dict[str, Any] = {"response_type": "ephemeral", "replace_original": replace}
        if message is None:
            body = {"delete_original": True}
        else:
            check_message(message.text, message.blocks)
            body |= {"text": message.text, "blocks": message.blocks}
        with faults_named():
            answer = WebhookClient(response_url, timeout=_SECONDS_TO_ANSWER, retry_handlers=[]).send_dict(
                body
            )
        if answer.status_code != 200:
            raise from_answer(
                code_in(answer.body), status=answer.status_code, retry_after=retry_after(answer.headers)
            )

    def send_file(self, channel_id: str, *, name: str, content: bytes, title: str, words: str) -> str:
        """Show somebody a file, with ``words`` (mrkdwn, already escaped) as the message it comes with.

        ``words`` stand on lock screens, too. Returns Slack's id of the file (F…). Raises InDoubt only when
        the last of three steps got no answer; before it nothing was shown to anybody.
        """
        check_message(words, [])
        file_id = uploads.upload(self._client, name=name, content=content)
        uploads.show(self._client, file_id, channel_id=channel_id, title=title, words=words)
        return file_id

    def delete_file(self, file_id: str) -> None:
        """Take a file that the bot has shown out of Slack, with the message it came with."""
        self._ask("files.delete", {"file": file_id})

    def open_conversation(self, person_id: str) -> str:
        """The id (D…) of the bot's own conversation with one person."""
        channel: str = self._ask("conversations.open", {"users": person_id})["channel"]["id"]
        return channel

    def open_view(self, trigger_id: str, view: dict[str, Any]) -> str:
        """Open a modal and return its view id."""
        check_view(view)
        return self._view("views.open", {"trigger_id": trigger_id, "view": view})

    def push_view(self, trigger_id: str, view: dict[str, Any]) -> str:
        """Put a modal on top of the open one and return its view id."""
        check_view(view)
        return self._view("views.push", {"trigger_id": trigger_id, "view": view})

    def update_view(self, view_id: str, view: dict[str, Any]) -> None:
        check_view(view)
        self._view("views.update", {"view_id": view_id, "view": view})

    def publish_home(self, person_id: str, view: dict[str, Any]) -> None:
        check_view(view)
        self._ask("views.publish", {"user_id": person_id, "view": view})

    def members_page(self, cursor: str | None) -> tuple[list[dict[str, Any]], str | None]:
        """One page of the people of the workspace, as Slack describes them, and the cursor of the next.

        None is the first page's, and what comes behind the last. Slack lets twenty pages a minute be read:
        whoever is told to wait goes on from the same cursor.
        """
        asked = {"cursor": cursor} if cursor else {}
        answer = self._read("users.list", limit=_PAGE, include_locale="true", **asked)
        return answer.get("members") or [], _next_cursor(answer)

    def member(self, person_id: str) -> dict[str, Any]:
        member: dict[str, Any] = self._read("users.info", user=person_id, include_locale="true")["user"]
        return member

    def profile(self, person_id: str) -> dict[str, Any]:
        """A person's profile with the workspace's own fields, which a list of members leaves out."""
        profile: dict[str, Any] = self._read("users.profile.get", user=person_id)["profile"]
        return profile

    def channel(self, channel_id: str) -> dict[str, Any]:
        channel: dict[str, Any] = self._read("conversations.info", channel=channel_id)["channel"]
        return channel

    def channel_members(self, channel_id: str) -> Iterator[str]:
        """The ids of everybody in a public channel, a page at a time; people, apps and guests alike."""
        yield from self._pages("conversations.members", channel=channel_id)

    def socket_address(self) -> str:
        """Where the next line of Socket Mode is to be opened; needs the app-level token."""
        address: str = self._ask("apps.connections.open", {})["url"]
        return address

    def _view(self, method: str, arguments: dict[str, Any]) -> str:
        view_id: str = self._ask(method, arguments, client=self._opener)["view"]["id"]
        return view_id

    def _ask(
        self, method: str, arguments: dict[str, Any], *, client: WebClient | None = None
    ) -> dict[str, Any]:
        with faults_named(method):
            return as_object((client or self._client).api_call(method, json=arguments).data)

    def _pages(self, method: str, **arguments: Any) -> Iterator[Any]:
        cursor = ""
        while True:
            answer = self._read(method, limit=_PAGE, **arguments, **({"cursor": cursor} if cursor else {}))
            yield from answer.get("members") or []
            cursor = _next_cursor(answer) or ""
            if not cursor:
                return

    def _read(self, method: str, **arguments: Any) -> dict[str, Any]:
        # Slack's reading methods take a form and ignore JSON.
        with faults_named(method):
            return as_object(self._client.api_call(method, params=arguments).data)


def _is_id(said: object) -> TypeGuard[str]:
    return isinstance(said, str) and 0 < len(said) <= uploads.LONGEST_ID


def _next_cursor(answer: dict[str, Any]) -> str | None:
    return (answer.get("response_metadata") or {}).get("next_cursor") or None
