"""Checks of what Slack says: the tokens, what they may do, the clock, and the methods that read."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from bot.config import Settings
from bot.doctor.asking import Answer, ask
from bot.doctor.findings import Finding, ok, problem, unknown
from bot.platform.clock import Clock
from bot.platform.slack import manifest
from bot.platform.slack.errors import TOKEN_IS_OVER

# Slack's signatures are good for five minutes; whoever is off by more than one will be off by five some day.
_MOST_OFF = timedelta(minutes=1)
_PAGE = "your app's page at api.slack.com/apps"


ChannelOf = Callable[[str], str | None]
"""The channel of the shout-outs in the workspace of that id, if one was chosen."""


def check_slack(settings: Settings, clock: Clock, *, channel_of: ChannelOf) -> list[Finding]:
    """What Slack says of the tokens in the settings."""
    bot = _Asker(settings.slack_api_url, settings.slack_bot_token)
    with ThreadPoolExecutor(max_workers=6) as at_once:
        line = (
            at_once.submit(ask, settings.slack_api_url, settings.slack_app_token, "apps.connections.open")
            if settings.slack_app_token and not settings.installs
            else None
        )
        hello, asked_at = bot("auth.test"), clock.now()
        if not hello.is_reached:
            return [unreachable(settings.slack_api_url, hello.code), unknown("scopes", "not asked")]
        findings = [_token(hello)]
        if not hello.code:
            findings.append(check_scopes(hello.scopes))
            channel_id = channel_of(str(hello.data.get("team_id")))
            findings += _readings(bot, at_once, settings, str(hello.data.get("user_id")), channel_id)
        findings.append(check_clock(hello.at, asked_at))
        if line is not None:
            findings.append(_line(line.result()))
    return findings


class _Asker:
    def __init__(self, api_url: str, token: str) -> None:
        self._api_url = api_url
        self._token = token

    def __call__(self, method: str, **arguments: str | int) -> Answer:
        return ask(self._api_url, self._token, method, **arguments)


def unreachable(api_url: str, why: str) -> Finding:
    """Nobody answered; the checks that need Slack are left out."""
    return problem(
        "Slack",
        f"{api_url} could not be reached: {why}",
        f"See what `curl -sS -o /dev/null {api_url}api.test` says: the network, a proxy (HTTPS_PROXY), a "
        "certificate. Check TEND_SLACK_API_URL if it is set.",
    )


def _token(hello: Answer) -> Finding:
    if not hello.code:
        return ok("bot token", f"Slack knows it, in {hello.data.get('team') or hello.data.get('team_id')}")
    if hello.code in TOKEN_IS_OVER:
        return problem(
            "bot token",
            f"Slack does not know SLACK_BOT_TOKEN ({hello.code})",
            f"Install the app into your workspace once more ({_PAGE}, Install App), and copy the new Bot "
            "User OAuth Token into SLACK_BOT_TOKEN.",
        )
    if hello.is_for_now:
        return unknown("bot token", f"Slack would not say just now ({hello.code})", "Run doctor once more.")
    return problem(
        "bot token",
        f"Slack refused SLACK_BOT_TOKEN: {hello.code}",
        f"https://docs.slack.dev/reference/methods/auth.test says what {hello.code} means.",
    )


def check_scopes(granted: frozenset[str] | None) -> Finding:
    """What the token may do, beside what the manifest asks for."""
    if granted is None:
        return unknown("scopes", "the answer did not name them; a proxy may have taken them out")
    needed = manifest.bot_scopes()
    missing = [scope for scope in needed if scope not in granted]
    if missing:
        return problem(
            "scopes",
            f"missing: {', '.join(missing)}",
            f"Paste what `python -m bot manifest` prints under App Manifest on {_PAGE}, then press Reinstall "
            "under Install App. The token stays the same.",
        )
    return ok("scopes", f"all {len(needed)} that the manifest asks for")


def check_clock(slacks: datetime | None, ours: datetime) -> Finding:
    """How far this machine's clock is from Slack's."""
    if slacks is None:
        return unknown("clock", "the answer did not say what time it is")
    off = ours - slacks
    if abs(off) <= _MOST_OFF:
        return ok("clock", "as Slack's")
    how_far = (
        f"{abs(off) // timedelta(minutes=1)} min {'ahead of' if off > timedelta(0) else 'behind'} Slack's"
    )
    return problem(
        "clock",
        how_far,
        "Let the machine take its time from the network: timedatectl set-ntp true. From five minutes on, "
        "requests over HTTP are refused as too old, and cards come at the wrong time.",
    )


def _line(answer: Answer) -> Finding:
    if not answer.code:
        return ok("app token", "Slack opens a line for Socket Mode")
    if answer.is_for_now:
        return unknown("app token", f"Slack would not say just now ({answer.code})", "Run doctor once more.")
    return problem(
        "app token",
        f"Slack opens no line for SLACK_APP_TOKEN ({answer.code})",
        f"Make a new one on {_PAGE}, Basic Information, App-Level Tokens, with the scope connections:write, "
        "and see that Socket Mode is on.",
    )


def _readings(
    bot: _Asker, at_once: ThreadPoolExecutor, settings: Settings, own_id: str, channel_id: str | None
) -> list[Finding]:
    """One small question to each method with which Tend reads."""
    questions: list[tuple[str, Callable[[], Answer]]] = [
        ("users.list", lambda: bot("users.list", limit=1)),
        ("users.info", lambda: bot("users.info", user=own_id)),
    ]
    if settings.manager_field:
        questions.append(("users.profile.get", lambda: bot("users.profile.get", user=own_id)))
    if channel_id:
        questions += [
            ("conversations.info", lambda: bot("conversations.info", channel=channel_id)),
            ("conversations.members", lambda: bot("conversations.members", channel=channel_id, limit=1)),
        ]
    answers = [(method, at_once.submit(question)) for method, question in questions]
    return judge_readings([(method, answer.result()) for method, answer in answers])


def judge_readings(answers: Sequence[tuple[str, Answer]]) -> list[Finding]:
    """A problem for each method that does not answer as Tend needs it; one line if all do."""
    findings = [_refused(method, answer) for method, answer in answers if answer.code]
    return findings or [ok("reading", ", ".join(method for method, _ in answers))]


def _refused(method: str, answer: Answer) -> Finding:
    if answer.is_for_now:
        return unknown("reading", f"{method} did not answer just now: {answer.code}", "Run doctor once more.")
    if answer.code == "missing_scope":
        needed = answer.data.get("needed") or "a scope"
        return problem(
            "reading",
            f"{method} needs the scope {needed}",
            f"Add it on {_PAGE}, OAuth & Permissions, Bot Token Scopes, and press Reinstall.",
        )
    if answer.code == "channel_not_found":
        return problem(
            "reading",
            f"{method} does not find the shout-outs' channel",
            "Choose another one with /tend channel, or, if it is private, write /invite @Tend in it.",
        )
    return problem(
        "reading",
        f"{method}: {answer.code}",
        f"https://docs.slack.dev/reference/methods/{method} says what {answer.code} means.",
    )
