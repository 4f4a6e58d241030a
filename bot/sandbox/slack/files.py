"""The files that the app uploads: a place for each, the bytes that are brought there, shown once."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.sandbox.slack.identifiers import new_id
from bot.sandbox.slack.refusals import Refused


@dataclass(frozen=True)
class File:
    """A file on a message: what it is called once it is saved, what is written above it, and its bytes."""

    id: str
    name: str
    title: str
    content: bytes = field(repr=False)

    @property
    def media_type(self) -> str:
        """What it is, as far as anybody has to know: a calendar, or just bytes."""
        is_calendar = self.name.lower().endswith(".ics")
        return "text/calendar" if is_calendar else "application/octet-stream"

    def as_slack(self, *, user: str) -> dict[str, Any]:
        """Slack's file object, the parts of it that say what the file is."""
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title,
            "mimetype": self.media_type,
            "size": len(self.content),
            "user": user,
            "mode": "hosted",
        }


@dataclass
class _Upload:
    """``length`` is in bytes, as the app announced it; ``content`` is None until it was brought."""

    file_id: str
    name: str
    length: int
    content: bytes | None = None


class Uploads:
    """What was announced and not shown yet. Each may be shown once; what is unknown is ``file_not_found``."""

    def __init__(self) -> None:
        self._by_secret: dict[str, _Upload] = {}

    def announce(self, *, name: str, length: int) -> tuple[str, str]:
        """The id of the file to come, and the secret at the end of the address where its bytes go."""
        secret = secrets.token_urlsafe(18)
        upload = _Upload(new_id("F"), name, length)
        self._by_secret[secret] = upload
        return upload.file_id, secret

    def knows(self, secret: str) -> bool:
        return secret in self._by_secret

    def bring(self, secret: str, content: bytes) -> None:
        """Take the bytes in. Raises Refused: ``file_not_found``; ``wrong_length`` if not as announced."""
        upload = self._by_secret.get(secret)
        if upload is None:
            raise Refused("file_not_found")
        if len(content) != upload.length:
            raise Refused("wrong_length")
        upload.content = content

    def look_up(self, file_ids: Sequence[str]) -> list[File]:
        """Files whose bytes are here, in this order. Raises Refused: ``file_not_found``."""
        here = {upload.file_id: upload for upload in self._by_secret.values()}
        found = []
        for file_id in file_ids:
            upload = here.get(file_id)
            if upload is None or upload.content is None:
                raise Refused("file_not_found")
            found.append(File(file_id, upload.name, upload.name, upload.content))
        return found

    def finish(self, files: Sequence[File]) -> None:
        """Let none of these be shown a second time."""
        shown = {file.id for file in files}
        self._by_secret = {key: up for key, up in self._by_secret.items() if up.file_id not in shown}

    def forget(self) -> None:
        self._by_secret.clear()


def titled(file: File, title: str) -> File:
    """The same file with ``title`` above it; unchanged for an empty one."""
    return replace(file, title=title) if title else file
