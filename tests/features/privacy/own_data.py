"""How people look at their data, have it sent and delete it, for tests that are about what happens then."""

import io
import json
import zipfile
from typing import Any

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.views import View
from bot.sandbox.slack.words import words_in

WORKSPACE = "T0TEND0001"


def my_data(tend: Sandbox, handle: str) -> View:
    """Type `/tend data`; the page behind it, which *My data* on the Home tab opens too."""
    tend.hands(handle).types("/tend data")
    return modal(tend, handle)


def modal(tend: Sandbox, handle: str) -> View:
    """What stands in front of somebody."""
    view = tend.workspace.modal_of(handle)
    assert view is not None
    return view


def text(view: View) -> str:
    return words_in(view.blocks)


def open_kind(tend: Sandbox, handle: str, what: str) -> str:
    """What stands behind *Open* on the line with ``what``."""
    tend.hands(handle).press(my_data(tend, handle), "Open", near=what)
    page = modal(tend, handle)
    tend.hands(handle).close(page, all_of_them=True)
    return text(page)


def have_it_sent(tend: Sandbox, handle: str) -> None:
    """Press *Send me a copy*, and send the form behind it."""
    hands = tend.hands(handle)
    hands.press(my_data(tend, handle), "Send me a copy")
    hands.submit(modal(tend, handle))
    hands.close(modal(tend, handle), all_of_them=True)


def files_of(tend: Sandbox, handle: str) -> list[bytes]:
    """The zips that stand in somebody's conversation with Tend."""
    return [
        file.content
        for message in tend.workspace.in_dm(handle)
        for file in message.files
        if file.name.endswith(".zip")
    ]


def unpacked(content: bytes) -> tuple[dict[str, Any], str]:
    """The data, and the page."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return json.loads(archive.read("data.json")), archive.read("index.html").decode()


def delete_all(tend: Sandbox, handle: str, *, posts_too: bool = False) -> str:
    """Press *Delete everything*, and say yes; what is read then."""
    hands = tend.hands(handle)
    hands.press(my_data(tend, handle), "Delete everything")
    form = modal(tend, handle)
    if posts_too:
        hands.choose(form, "Posts in the channel", [POSTS_TOO])
    hands.submit(form)
    said = text(modal(tend, handle))
    hands.close(modal(tend, handle), all_of_them=True)
    return said


POSTS_TOO = "Also delete my posts there, and my name in posts that thank me"
