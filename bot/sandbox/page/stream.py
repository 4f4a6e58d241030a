"""The one stream a page listens to: whatever changed in it, as soon as it changed."""

import asyncio
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool

from bot.sandbox.page.look import Look
from bot.sandbox.page.parts import Painter, as_partials

# Reading a number costs nothing, so the stream asks often instead of holding a thread.
_GLANCE_SECONDS = 0.06
# A word now and then tells whether anybody still listens.
_QUIET_SECONDS = 15.0


async def tell(look: Look, *, painter: Painter) -> AsyncIterator[str]:
    """Server-sent events for one open page: all parts at first, then each part that looks different.

    The first event comes at once, so that nothing is lost between the page and its stream.
    """
    shown: dict[str, str] = {}
    modal_id: str | None = None
    while True:
        mark = _mark(painter)
        parts = await run_in_threadpool(painter.draw_parts, look, shown_modal_id=modal_id)
        modal = painter.workspace.modal_of(look.person)
        modal_id = modal.id if modal else None
        changed = {part: drawn for part, drawn in parts.items() if shown.get(part) != drawn}
        if changed:
            yield as_event(as_partials(changed))
            shown |= changed
        quiet = 0.0
        while _mark(painter) == mark:
            await asyncio.sleep(_GLANCE_SECONDS)
            quiet += _GLANCE_SECONDS
            if quiet >= _QUIET_SECONDS:
                yield ": still here\n\n"
                quiet = 0.0


def as_event(html: str) -> str:
    """``html`` in the form of a server-sent event without a name."""
    return "".join(f"data: {line}\n" for line in html.splitlines()) + "\n"


def _mark(painter: Painter) -> tuple[int, int]:
    """Grows whenever the page may look different: with each change, and with each minute shown."""
    return painter.workspace.changes, int(painter.workspace.now().timestamp() // 60)
