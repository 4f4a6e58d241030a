"""A bot with one command, one button, one modal and two events, to try the local Slack with."""

import time
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.slack.manifest import Command, Manifest, Shortcut

MANIFEST = Manifest(
    app_name="Tiny",
    scopes=frozenset({"commands", "chat:write", "im:write", "users:read", "channels:read", "files:write"}),
    commands={
        "/hello": Command("/hello", should_escape=True),
        "/raw": Command("/raw"),
        "/nobody": Command("/nobody"),
    },
    shortcuts=(Shortcut("Keep this", "message", "keep"), Shortcut("Start", "global", "start")),
    events=frozenset({"app_home_opened", "user_change", "team_join", "app_uninstalled", "tokens_revoked"}),
)


def text(words: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": words}


def button(label: str, action_id: str, **more: Any) -> dict[str, Any]:
    return {"type": "button", "text": text(label), "action_id": action_id, **more}


CARD = [
    {"type": "section", "block_id": "words", "text": {"type": "mrkdwn", "text": "Call Leo"}},
    {
        "type": "actions",
        "block_id": "buttons",
        "elements": [
            button(":white_check_mark: Done", "done", value="7"),
            button("Delete", "delete"),
            button(
                "Let it go",
                "done",
                value="8",
                confirm={
                    "title": text("Sure?"),
                    "text": text("It ends here."),
                    "confirm": text("Yes"),
                    "deny": text("No"),
                },
            )
            | {"action_id": "let_go"},
        ],
    },
]


def form(**more: Any) -> dict[str, Any]:
    def field(block_id: str, label: str, element: dict[str, Any], **rest: Any) -> dict[str, Any]:
        return {
            "type": "input",
            "block_id": block_id,
            "label": text(label),
            "element": {"action_id": block_id, **element},
            **rest,
        }

    options = [{"text": text(word), "value": word.lower()} for word in ("Small", "Large")]
    return {
        "type": "modal",
        "callback_id": "form",
        "title": text("A form"),
        "submit": text("Send"),
        "notify_on_close": True,
        "blocks": [
            field("words", "Your words", {"type": "plain_text_input", "max_length": 20}),
            field("size", "How big", {"type": "static_select", "options": options}, optional=True),
            field("who", "Who", {"type": "users_select"}, optional=True, dispatch_action=True),
            field("day", "When", {"type": "datepicker"}, optional=True),
        ],
        **more,
    }


class TinyBot:
    """Keeps in ``heard`` what reached it, as (name, payload)."""

    def __init__(self, *, api_url: str, token: str, signing_secret: str) -> None:
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.client = WebClient(token=token, base_url=api_url, timeout=2, retry_handlers=[])
        self.bolt = App(
            client=self.client,
            signing_secret=signing_secret,
            process_before_response=True,
            token_verification_enabled=False,
        )
        self._register()
        self.web = Starlette(routes=[Route("/slack/events", self._receive, methods=["POST"])])

    def named(self, name: str) -> list[dict[str, Any]]:
        return [payload for heard, payload in self.heard if heard == name]

    async def _receive(self, request: Request) -> Response:
        bolt_request = to_bolt_request(request, await request.body())
        self.heard.append(("headers", dict(request.headers)))
        return to_starlette_response(await run_in_threadpool(self.bolt.dispatch, bolt_request))

    def _register(self) -> None:
        app = self.bolt

        @app.command("/hello")
        def hello(ack: Any, command: Any, respond: Any, client: Any, say: Any) -> None:
            self.heard.append(("command", command))
            match command["text"]:
                case "form":
                    client.views_open(trigger_id=command["trigger_id"], view=form())
                    ack()
                case "card":
                    ack(text="A card", blocks=CARD)
                case "aloud":
                    ack(text="Hello all", response_type="in_channel")
                case "later":
                    ack()
                    respond("Here I am")
                case "slow":
                    time.sleep(0.6)
                    ack("Too late")
                case words:
                    ack(f"You said {words}")

        @app.command("/raw")
        def raw(ack: Any, command: Any) -> None:
            ack(command["text"])

        @app.action("done")
        @app.action("let_go")
        def done(ack: Any, body: Any, respond: Any) -> None:
            self.heard.append(("action", body))
            ack()
            respond(text="Well, done", blocks=[], replace_original=True)

        @app.action("delete")
        def delete(ack: Any, respond: Any) -> None:
            ack()
            respond(delete_original=True)

        @app.action("who")
        def who(ack: Any, body: Any) -> None:
            self.heard.append(("action", body))
            ack()

        @app.view("form")
        def submitted(ack: Any, view: Any, body: Any, client: Any) -> None:
            self.heard.append(("view", body))
            words = view["state"]["values"]["words"]["words"]["value"]
            if words == "bad":
                ack(response_action="errors", errors={"words": "Rather not."})
            elif words == "nonsense":
                ack(response_action="errors", errors={"no_such_block": "Rather not."})
            elif words == "again":
                ack(response_action="update", view=form(title=text("Once more")))
            elif words == "deeper":
                ack(response_action="push", view=form(title=text("Below")))
            else:
                ack()
                client.chat_postMessage(channel=body["user"]["id"], text=f"Got {words}")

        @app.view_closed("form")
        def closed(ack: Any, body: Any) -> None:
            self.heard.append(("closed", body))
            ack()

        @app.shortcut("keep")
        def keep(ack: Any, shortcut: Any, client: Any) -> None:
            self.heard.append(("shortcut", shortcut))
            client.views_open(trigger_id=shortcut["trigger_id"], view=form())
            ack()

        @app.event("app_home_opened")
        def home(event: Any, client: Any) -> None:
            blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "Your week"}}]
            client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

        @app.event("user_change")
        def changed(body: Any) -> None:
            self.heard.append(("event", body))
            if body["event"]["user"]["profile"]["status_text"] == "unlucky":
                raise RuntimeError("unlucky")

        @app.event("team_join")
        @app.event("tokens_revoked")
        @app.event("app_uninstalled")
        def other(body: Any) -> None:
            self.heard.append(("event", body))
