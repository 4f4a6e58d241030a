"""Files on messages: how they stand there, and how whoever sees the message gets them."""

from typing import Any
from urllib.parse import quote, urlencode

from bot.sandbox.page.look import Look
from bot.sandbox.slack.files import File
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.people import Person
from bot.sandbox.slack.refusals import NotThere
from bot.sandbox.slack.workspace import Workspace

ADDRESS = "/page/files"


def files_of(message: Message, *, look: Look) -> list[dict[str, Any]]:
    """Name, title, size and address of each file on a message."""
    seen_as = urlencode({"as": look.person.handle})
    return [
        {
            "name": file.name,
            "title": file.title if file.title != file.name else "",
            "size": _size(len(file.content)),
            "href": f"{ADDRESS}/{file.id}?{seen_as}",
        }
        for file in message.files
    ]


def file_seen_by(person: Person, file_id: str, *, workspace: Workspace) -> File:
    """A file on a message that this person sees. Raises NotThere for any other."""
    with workspace.lock:
        for channel in workspace.channels_of(person):
            for message in workspace.seen_by(person, channel):
                for file in message.files:
                    if file.id == file_id:
                        return file
    raise NotThere("That file is not there, or not for you.")


def saving_headers(file: File) -> dict[str, str]:
    """The headers with which a browser saves a file instead of showing it."""
    # Quoted whole: a name may hold quotation marks, line ends and letters that no header takes.
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"}


def _size(count: int) -> str:
    """``count`` bytes, as short as people like it."""
    if count < 1000:
        return "1 byte" if count == 1 else f"{count} bytes"
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
