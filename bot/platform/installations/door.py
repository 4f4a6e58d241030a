"""The doors in front of an installation: away to Slack, and back with what was allowed there."""

import hmac
import logging
from collections.abc import Callable
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.platform.clock import Clock
from bot.platform.database import Database, insert_once
from bot.platform.inbound.models import HandledRequest
from bot.platform.installations import states
from bot.platform.installations.oauth import Grant, SlackOAuth
from bot.platform.slack import manifest
from bot.platform.slack.errors import DeliveryError
from bot.platform.templating import words

log = logging.getLogger(__name__)

COOKIE = "tend_install"
_PATH = "/slack"
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body{{font:1.1em/1.5 system-ui,sans-serif;max-width:34em;margin:4em auto;padding:0 1em;
color-scheme:light dark}}</style><main><h1>{title}</h1><p>{text}</p></main></html>"""

Welcome = Callable[[Grant], str]
"""Keeps what was allowed and gets to know the workspace; returns its name. Raises DeliveryError."""


class Door:
    """``secret`` is the app's own; ``public_url`` is where the bot is reached, without a slash at the end."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        oauth: SlackOAuth,
        secret: str,
        public_url: str,
        welcome: Welcome,
    ) -> None:
        self._database = database
        self._clock = clock
        self._oauth = oauth
        self._secret = secret
        self._is_secure = public_url.startswith("https:")
        self._welcome = welcome

    def routes(self) -> list[Route]:
        return [
            Route("/slack/install", self._install, methods=["GET"]),
            Route("/slack/oauth_redirect", self._come_back, methods=["GET"]),
        ]

    async def _install(self, request: Request) -> Response:
        # Kept over several tabs: whichever comes back first is as good as the others.
        browser = request.cookies.get(COOKIE) or states.new_browser()
        state = states.issue(secret=self._secret, browser=browser, now=self._clock.now())
        address = self._oauth.page_to_allow_it(state=state, scopes=manifest.bot_scopes())
        away = RedirectResponse(address, status_code=302, headers=_HEADERS)
        away.set_cookie(
            COOKIE,
            browser,
            max_age=int(states.LIFETIME.total_seconds()),
            path=_PATH,
            secure=self._is_secure,
            httponly=True,
            samesite="lax",
        )
        return away

    async def _come_back(self, request: Request) -> Response:
        given = request.query_params
        browser = request.cookies.get(COOKIE, "")
        return await run_in_threadpool(
            self._take, given.get("state", ""), given.get("code", ""), given.get("error", ""), browser
        )

    def _take(self, state: str, code: str, error: str, browser: str) -> Response:
        now = self._clock.now()
        try:
            name = states.check(state, secret=self._secret, browser=browser, now=now)
        except states.NoSuchState:
            return _page("unknown_state", status=400)
        except states.StateTooOld:
            return _page("too_old", status=400)
        except states.OtherBrowser:
            return _page("other_browser", status=400)
        with self._database.transaction() as session:
            is_first = insert_once(
                session, HandledRequest, workspace_id="", key=f"install:{name}", handled_at=now
            )
        if not is_first:
            return _page("used", status=400)
        if error:
            return _page("denied" if hmac.compare_digest(error, "access_denied") else "refused", status=400)
        if not code:
            return _page("refused", status=400)
        return self._finish(code)

    def _finish(self, code: str) -> Response:
        try:
            grant = self._oauth.exchange(code)
            missing = [scope for scope in manifest.bot_scopes() if scope not in grant.scopes]
            if missing:
                return _page("missing_scopes", status=400, scopes=", ".join(missing))
            name = self._welcome(grant)
        except DeliveryError as fault:
            log.warning("an installation was not completed: %s", fault.code)
            return _page("refused", status=502)
        log.info("Tend was installed", extra={"workspace": grant.workspace_id})
        return _page("everywhere" if grant.is_for_all else "installed", status=200, workspace=name)


def _page(part: str, *, status: int, **values: str) -> HTMLResponse:
    said = words("installations/pages", **values)
    title = said.plain("title_done" if status == 200 else "title_not_done")
    page = _PAGE.format(title=escape(title), text=escape(said.plain(part)))
    return HTMLResponse(page, status_code=status, headers=_HEADERS)
