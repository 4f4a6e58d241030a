"""Sends events to the bot as Slack does: enveloped, repeated when unanswered, now and then twice."""

from typing import Any

from bot.sandbox.doors.door import TIMED_OUT, Ack, Door, Retry
from bot.sandbox.slack.identifiers import new_id
from bot.sandbox.slack.workspace import Workspace

# Slack repeats at once, after one minute and after five; the sandbox does all three at once.
# https://docs.slack.dev/apis/events-api/#retries
RETRIES = 3


class Events:
    """The events of one workspace on their way to the bot. Faults decide on doubles and order."""

    def __init__(self, workspace: Workspace, door: Door) -> None:
        self._workspace = workspace
        self._door = door

    def send(self, event: dict[str, Any]) -> None:
        """Send an event that the manifest subscribes to; any other is nobody's business."""
        if event["type"] not in self._workspace.manifest.events:
            return
        envelope = self.envelope(event)
        faults = self._workspace.faults
        if faults.hold(envelope):
            return
        self.deliver(envelope)
        if faults.double():
            self._door.deliver("events_api", envelope, retry=Retry(1, "http_timeout"))
        for held in faults.held_events():
            self.deliver(held)

    def envelope(self, event: dict[str, Any]) -> dict[str, Any]:
        """The envelope around an event, with an ``event_id`` of its own."""
        workspace = self._workspace
        return {
            "token": "sandbox",
            "team_id": workspace.team_id,
            "context_team_id": workspace.team_id,
            "context_enterprise_id": workspace.enterprise_id,
            **({"enterprise_id": workspace.enterprise_id} if workspace.enterprise_id else {}),
            "api_app_id": workspace.app_id,
            "event": {**event, "event_ts": workspace.next_ts()},
            "type": "event_callback",
            "event_id": new_id("Ev"),
            "event_time": int(workspace.now().timestamp()),
            "authorizations": [
                {
                    "enterprise_id": workspace.enterprise_id,
                    "team_id": workspace.team_id,
                    "user_id": workspace.bot.id,
                    "is_bot": True,
                    "is_enterprise_install": any(each.is_for_all for each in workspace.grants),
                }
            ],
            "is_ext_shared_channel": False,
        }

    def deliver(self, envelope: dict[str, Any]) -> Ack:
        """Deliver one envelope, and again while it is not taken, three times more at most."""
        ack = self._door.deliver("events_api", envelope)
        for number in range(1, RETRIES + 1):
            if ack.ok or ack.wants_no_retry:
                break
            reason = "http_timeout" if ack.error == TIMED_OUT else "http_error"
            ack = self._door.deliver("events_api", envelope, retry=Retry(number, reason))
        return ack
