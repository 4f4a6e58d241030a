"""Checks of what goes on: when Slack last brought something, what waits, and what did not arrive."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.doctor.findings import Finding, ok, problem, unknown
from bot.features.workspace.models import Workspace
from bot.platform.delivery import parked
from bot.platform.delivery.models import OutboxMessage
from bot.platform.inbound.models import HandledRequest

_A_DAY = timedelta(days=1)
# Judgement: a running bot looks every second, and Slack's limits make a message wait for a minute or two.
_LATE = timedelta(minutes=10)
_MOST_REASONS = 5
_HINTS = {
    "not_in_channel": "/invite @Tend in that channel",
    "channel_not_found": "/invite @Tend in that channel, or choose another with /tend channel",
    "is_archived": "choose another channel with /tend channel",
    "restricted_action": "let Tend post there, in the channel's settings",
    "missing_scope": "press Reinstall on your app's page",
    "WrongKey": "put the key back into TEND_ENCRYPTION_KEYS",
}


def check_traffic(session: Session, *, now: datetime) -> list[Finding]:
    """What the database says of the last day and of today."""
    return [_last_request(session, now), _waiting(session, now), *_parked(session)]


def shoutouts_channel(session: Session, workspace_id: str) -> str | None:
    """The channel that Tend reads there, if an admin chose one."""
    return session.scalar(sa.select(Workspace.shoutouts_channel_id).where(Workspace.id == workspace_id))


def _last_request(session: Session, now: datetime) -> Finding:
    last = session.scalar(
        sa.select(HandledRequest.handled_at).order_by(HandledRequest.handled_at.desc()).limit(1)
    )
    if last is None or last < now - _A_DAY:
        return unknown(
            "last request",
            "none of Slack's in the last day",
            "Type /tend in Slack. If nothing comes back, see that the bot is running and, on its page, that "
            "Socket Mode is on, or that the Request URL is right.",
        )
    return ok("last request", f"of Slack's: {last:%Y-%m-%d %H:%M} UTC, {_ago(now - last)}")


def _waiting(session: Session, now: datetime) -> Finding:
    # What waits for a new token is told by itself.
    behind = [workspace_id for workspace_id, _ in parked.behind_a_token(session)]
    oldest = session.scalar(
        sa.select(OutboxMessage.next_attempt_at)
        .where(OutboxMessage.next_attempt_at.is_not(None), OutboxMessage.workspace_id.not_in(behind))
        .order_by(OutboxMessage.next_attempt_at)
        .limit(1)
    )
    if oldest is None or oldest > now - _LATE:
        return ok("deliveries", "nothing waits for longer than it should")
    return problem(
        "deliveries",
        f"something has been due since {oldest:%Y-%m-%d %H:%M} UTC and was not carried",
        "Start the bot. If it runs, its log says why nothing goes out: *the poller deliver stumbled*.",
    )


def _parked(session: Session) -> list[Finding]:
    findings = [
        problem(
            "token",
            f"Slack knows the bot's token for {workspace_id} no more; messages that wait there: {number}",
            parked.HOW_IT_GOES_ON,
        )
        for workspace_id, number in parked.behind_a_token(session)
    ]
    counted = session.execute(
        sa.select(OutboxMessage.reason, OutboxMessage.state, sa.func.count())
        .where(parked.CAN_BE_SENT)
        .group_by(OutboxMessage.reason, OutboxMessage.state)
        .order_by(sa.func.count().desc(), OutboxMessage.reason)
    ).all()
    if counted:
        findings.append(_did_not_arrive([(reason or "", state, number) for reason, state, number in counted]))
    return findings or [ok("parked", "no message")]


def _did_not_arrive(counted: Sequence[tuple[str, str, int]]) -> Finding:
    said = ", ".join(f"{number} {state} ({reason})" for reason, state, number in counted[:_MOST_REASONS])
    more = ", and more" if len(counted) > _MOST_REASONS else ""
    hints = [f"{reason}: {_HINTS[reason]}." for reason, _, _ in counted if reason in _HINTS]
    return problem(
        "parked",
        f"messages did not arrive: {said}{more}",
        "\n".join(
            [*hints, "`python -m bot outbox` lists them; `outbox retry ID` and `outbox drop ID` end each."]
        ),
    )


def _ago(since: timedelta) -> str:
    minutes = int(since.total_seconds() // 60)
    if minutes < 1:
        return "just now"
    return f"{minutes} min ago" if minutes < 120 else f"{minutes // 60} h ago"
