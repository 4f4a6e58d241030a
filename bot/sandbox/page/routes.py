"""The sandbox's page: a small workspace to look at and to try the bot in, on this machine only."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.platform.places import ASSETS
from bot.sandbox.hands.hands import Hands
from bot.sandbox.page.acts import Acts
from bot.sandbox.page.completions import completions_of
from bot.sandbox.page.files import ADDRESS as FILES
from bot.sandbox.page.files import file_seen_by, saving_headers
from bot.sandbox.page.forms import text_in
from bot.sandbox.page.look import HOME, MESSAGES, WEEK, read_look
from bot.sandbox.page.parts import Painter
from bot.sandbox.page.stream import tell
from bot.sandbox.page.week import live_a_week
from bot.sandbox.slack.refusals import NotThere
from bot.sandbox.slack.workspace import Workspace

LIVED = "lived"
STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
# Nothing on the page comes from elsewhere, and no script stands in its text: what people type stays words.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

Answer = Callable[[Request], Awaitable[Response]]


class ClockControls(Protocol):
    """Turns the sandbox's clock. Turning may take seconds: it waits until all that fell due was done."""

    def now(self) -> datetime:
        """The sandbox's time, aware, in UTC."""

    def advance(self, step: timedelta) -> None:
        """Turn the clock on by ``step``."""

    def next_morning(self, zone: ZoneInfo) -> None:
        """Turn the clock on to the next working morning in ``zone``."""

    def reset(self) -> None:
        """Forget all that was said and saved, and go back to the first morning."""


def page_routes(
    workspace: Workspace, *, hands_of: Callable[[str], Hands], clock_controls: ClockControls
) -> list[Route | Mount]:
    """The page at ``/`` and what it needs below ``/page``.

    ``hands_of`` gives the hands of the person with a handle. Acts and clock run in threads.
    """
    page = _Page(workspace, hands_of, clock_controls)
    doings: dict[str, Callable[[FormData], str | None]] = {
        "act": page.acts.use,
        "submit": page.acts.submit,
        "close": page.acts.close,
        "shortcut": page.acts.choose_shortcut,
        "reset": page.reset,
    }
    return [
        Route("/", page.show),
        Route("/page/stream", page.stream),
        Route("/page/completions", page.complete),
        Route(f"{FILES}/{{file_id}}", page.hand_over),
        Route("/page/say", page.say, methods=["POST"]),
        Route("/page/complete", page.take_completion, methods=["POST"]),
        *(
            Route(f"/page/{name}", partial(page.do, doing=doing), methods=["POST"])
            for name, doing in doings.items()
        ),
        Route("/page/clock", page.turn, methods=["POST"]),
        Mount("/page/assets", StaticFiles(directory=ASSETS)),
    ]


class _Page:
    def __init__(
        self, workspace: Workspace, hands_of: Callable[[str], Hands], clock_controls: ClockControls
    ) -> None:
        self.workspace = workspace
        self.acts = Acts(workspace, hands_of)
        self._clock = clock_controls
        self._painter = Painter(workspace)

    async def show(self, request: Request) -> Response:
        """The whole page. An address of somebody or something that is gone leads back to the start."""
        try:
            look = read_look(request.query_params, workspace=self.workspace)
            drawn = await run_in_threadpool(self._painter.draw_page, look)
        except NotThere as gone:
            if request.query_params:
                return RedirectResponse("/", status_code=303)
            return PlainTextResponse(str(gone), status_code=404)
        arriving = look.at in (HOME, MESSAGES)
        told = BackgroundTask(self.acts.arrive, look) if arriving else None
        return HTMLResponse(drawn, headers=_HEADERS, background=told)

    async def stream(self, request: Request) -> Response:
        try:
            look = read_look(request.query_params, workspace=self.workspace)
        except NotThere as gone:
            return PlainTextResponse(str(gone), status_code=404)
        events = tell(look, painter=self._painter)
        return StreamingResponse(
            events, media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def hand_over(self, request: Request) -> Response:
        """A file, for somebody who sees the message it stands on."""
        try:
            look = read_look(request.query_params, workspace=self.workspace)
            file = file_seen_by(look.person, request.path_params["file_id"], workspace=self.workspace)
        except NotThere as gone:
            return PlainTextResponse(str(gone), status_code=404)
        return Response(file.content, media_type=file.media_type, headers=_HEADERS | saving_headers(file))

    async def do(self, request: Request, *, doing: Callable[[FormData], str | None]) -> Response:
        """Do something; the stream shows what came of it. What could not be done is said in the corner."""
        if not _comes_from_the_page(request):
            return _refusal()
        form = await request.form()
        try:
            words = await run_in_threadpool(doing, form)
        except NotThere as gone:
            words = str(gone)
        return HTMLResponse(self._painter.draw_note(words)) if words else Response(status_code=204)

    async def say(self, request: Request) -> Response:
        """Send a line, and give back an empty box, or the line with what was wrong with it."""
        if not _comes_from_the_page(request):
            return _refusal()
        form = await request.form()
        look = read_look({name: text_in(form, name) for name in ("as", "at")}, workspace=self.workspace)
        try:
            trouble = await run_in_threadpool(self.acts.say, form)
        except NotThere as gone:
            trouble = str(gone)
        if not trouble:
            return HTMLResponse(self._painter.draw_composer(look))
        kept = self._painter.draw_composer(look, line=text_in(form, "line"), trouble=trouble)
        return HTMLResponse(kept, headers={"HX-Reswap": "outerMorph"})

    async def complete(self, request: Request) -> Response:
        look = read_look(request.query_params, workspace=self.workspace)
        line = request.query_params.get("line", "")
        heading, found = completions_of(line, look=look, workspace=self.workspace)
        return HTMLResponse(
            self._painter.draw_completions(look, line=line, heading=heading, completions=found)
        )

    async def take_completion(self, request: Request) -> Response:
        """The box with the completed line in it."""
        if not _comes_from_the_page(request):
            return _refusal()
        form = await request.form()
        look = read_look({name: text_in(form, name) for name in ("as", "at")}, workspace=self.workspace)
        return HTMLResponse(self._painter.draw_composer(look, line=text_in(form, "line")))

    async def turn(self, request: Request) -> Response:
        """Turn the clock; a week that was lived through is then looked at."""
        answer = await self.do(request, doing=self.turn_clock)
        form = await request.form()
        if answer.status_code == 204 and text_in(form, "step") == LIVED:
            look = read_look({"as": text_in(form, "as")}, workspace=self.workspace)
            answer.headers["HX-Redirect"] = look.address_of(WEEK)
        return answer

    def turn_clock(self, form: FormData) -> str | None:
        look = read_look({"as": text_in(form, "as")}, workspace=self.workspace)
        step = text_in(form, "step")
        if step == "morning":
            self._clock.next_morning(look.zone)
        elif step == LIVED:
            self._painter.week = live_a_week(self.workspace, turn=self._clock.advance)
            self.workspace.note_change()
        elif step in STEPS:
            self._clock.advance(STEPS[step])
        else:
            return "The clock has no such step."
        return None

    def reset(self, _form: FormData) -> str | None:
        self._clock.reset()
        self._painter.unread.begin_again()
        self._painter.week = None
        return "Back to the first morning."


def _comes_from_the_page(request: Request) -> bool:
    """Another site open in the same browser cannot set this header without asking first."""
    return request.headers.get("HX-Request") == "true"


def _refusal() -> Response:
    return PlainTextResponse("Only the sandbox's own page may do this.", status_code=403)
