"""Checks of many workspaces: all are counted, and Slack is asked about the tokens of a few."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.config import Settings
from bot.doctor.asking import Answer, ask
from bot.doctor.findings import Finding, Mark, ok, problem, unknown
from bot.doctor.slack import check_clock, check_scopes, unreachable
from bot.platform.clock import Clock
from bot.platform.installations.models import Installation
from bot.platform.slack.errors import TOKEN_IS_OVER

_SAMPLE = 20
_AT_ONCE = 10


def check_installations(session: Session, settings: Settings, clock: Clock) -> list[Finding]:
    """How many there are, and what Slack says of at most twenty of their tokens."""
    now = clock.now()
    findings = [_counted(session), *_not_renewed(session, now)]
    tokens = session.execute(
        sa.select(Installation.workspace_id, Installation.bot_token)
        .where(
            Installation.bot_token.is_not(None),
            sa.or_(Installation.token_ends_at.is_(None), Installation.token_ends_at > now),
        )
        .order_by(sa.func.random())
        .limit(_SAMPLE)
    ).all()
    if not tokens:
        return findings
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as at_once:
        asked = [
            (workspace_id, at_once.submit(ask, settings.slack_api_url, token or "", "auth.test"))
            for workspace_id, token in tokens
        ]
        answers = [(workspace_id, answer.result()) for workspace_id, answer in asked]
    reached = [(workspace_id, answer) for workspace_id, answer in answers if answer.is_reached]
    if not reached:
        return [*findings, unreachable(settings.slack_api_url, answers[0][1].code)]
    return [*findings, _tokens(answers), *_scopes(answers), check_clock(reached[-1][1].at, clock.now())]


def _counted(session: Session) -> Finding:
    own, through, ended = session.execute(
        sa.select(
            sa.func.count(Installation.bot_token),
            sa.func.count(Installation.through_id),
            sa.func.count(Installation.purge_at),
        )
    ).one()
    if not own:
        return unknown(
            "installations",
            "none yet",
            "Open TEND_PUBLIC_URL with /slack/install behind it, and choose a workspace.",
        )
    said = f"{own} with a token"
    said += f", {through} more through an organisation" if through else ""
    return ok("installations", said + (f"; {ended} taken out and still to be deleted" if ended else ""))


def _not_renewed(session: Session, now: datetime) -> list[Finding]:
    ended = session.scalars(
        sa.select(Installation.workspace_id)
        .where(Installation.bot_token.is_not(None), Installation.token_ends_at <= now)
        .order_by(Installation.workspace_id)
    ).all()
    if not ended:
        return []
    return [
        problem(
            "renewals",
            f"tokens that ended and were not renewed: {len(ended)}, of {_few(ended)}",
            "If the bot was off, start it. Otherwise look for *a token could not be renewed* in its log; "
            "where Slack refuses, somebody has to install Tend there once more, at "
            "TEND_PUBLIC_URL/slack/install.",
        )
    ]


def _tokens(answers: list[tuple[str, Answer]]) -> Finding:
    over = [workspace_id for workspace_id, answer in answers if answer.code in TOKEN_IS_OVER]
    said = _counted_codes(answers)
    if over:
        return problem(
            "tokens",
            f"Slack does not know {len(over)} of {len(answers)} asked any more ({said}): {_few(over)}",
            "Somebody has to install Tend there once more, at TEND_PUBLIC_URL/slack/install. If they took it "
            "out, and Slack did not say so, nothing has to be done.",
        )
    known = sum(not answer.code for _, answer in answers)
    if known < len(answers):
        return unknown(
            "tokens",
            f"Slack knows {known} of {len(answers)} asked; of the others it would not say just now ({said})",
            "Run doctor once more.",
        )
    return ok("tokens", f"{known} asked, and Slack knows them all")


def _counted_codes(answers: list[tuple[str, Answer]]) -> str:
    codes = Counter(answer.code for _, answer in answers if answer.code)
    return ", ".join(f"{code}: {number}" for code, number in sorted(codes.items()))


def _scopes(answers: list[tuple[str, Answer]]) -> list[Finding]:
    found = [
        (workspace_id, check_scopes(answer.scopes)) for workspace_id, answer in answers if not answer.code
    ]
    wrong = [(workspace_id, finding) for workspace_id, finding in found if finding.to_do]
    if not wrong:
        named = [finding for _, finding in found if finding.mark is Mark.OK]
        if named:
            return [ok("scopes", "all that the manifest asks for")]
        return [found[0][1] if found else unknown("scopes", "not asked")]
    where = _few([workspace_id for workspace_id, _ in wrong])
    return [
        problem(
            "scopes",
            f"{wrong[0][1].seen}, in {len(wrong)} of {len(answers)} asked: {where}",
            "Paste what `python -m bot manifest --http URL` prints under App Manifest on your app's page at "
            "api.slack.com/apps, then have Tend installed there once more, at TEND_PUBLIC_URL/slack/install.",
        )
    ]


def _few(workspace_ids: Sequence[str]) -> str:
    shown = ", ".join(list(workspace_ids)[:5])
    return shown + (" and others" if len(workspace_ids) > 5 else "")
