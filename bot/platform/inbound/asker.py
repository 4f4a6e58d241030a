"""Who asks, and from where: what every kind of Slack's requests has in common."""

from dataclasses import dataclass
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asker:
    """The person behind a request, and the ways to answer them.

    ``key`` names this one request: a repeated delivery has the same.
    """

    workspace_id: str
    person_id: str
    name: str
    key: str
    channel_id: str | None
    trigger_id: str
    response_url: str | None
    is_on_home: bool = False
    """Whether they pressed something on their Home tab, which is shown anew afterwards."""


def asker_of(body: Body) -> Asker:
    """The asker of a command, action, view, shortcut or event."""
    user = body.get("user")
    if isinstance(user, dict):
        person_id, name = user.get("id", ""), user.get("name") or user.get("username") or ""
    else:
        event_user = (body.get("event") or {}).get("user") or ""
        if isinstance(event_user, dict):
            event_user = event_user.get("id", "")
        person_id, name = body.get("user_id") or event_user, body.get("user_name") or ""
    team = body.get("team") or {}
    channel = body.get("channel") or {}
    return Asker(
        workspace_id=body.get("team_id") or team.get("id") or (body.get("user") or {}).get("team_id") or "",
        person_id=person_id,
        name=name,
        key=key_of(body),
        channel_id=body.get("channel_id") or channel.get("id"),
        trigger_id=body.get("trigger_id") or "",
        response_url=_response_url(body),
        is_on_home=(body.get("view") or {}).get("type") == "home",
    )


def _response_url(body: Body) -> str | None:
    if body.get("response_url"):
        url: str = body["response_url"]
        return url
    for place in body.get("response_urls") or []:
        url = place["response_url"]
        return url
    return None


def key_of(body: Body) -> str:
    """The name of this one request, as Slack keeps it when it brings the same once more."""
    if body.get("event_id"):
        return f"event:{body['event_id']}"
    if body.get("type") == "view_submission":
        # A view that was sent in and answered with errors was rolled back, and may come again.
        # A form with several steps keeps its id and changes its hash.
        return f"view:{body['view']['id']}:{body['view'].get('hash', '')}"
    if body.get("type") == "view_closed":
        return f"closed:{body['view']['id']}"  # comes without a trigger
    return f"trigger:{body.get('trigger_id', '')}"
