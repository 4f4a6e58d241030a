"""The tokens that the app was given over OAuth: which are good, which have ended, which were revoked."""

import secrets
from datetime import datetime


class Granted:
    """What one installation may call with. ``is_for_all``: in every workspace of an organisation."""

    def __init__(self, *, is_for_all: bool = False) -> None:
        self.is_for_all = is_for_all
        self._ends: dict[str, datetime | None] = {}
        self._revoked: set[str] = set()

    def hand_out(self, *, ends_at: datetime | None) -> str:
        """A token that is good until then; None: for good."""
        token = f"xoxb-{secrets.token_urlsafe(12)}"
        self._ends[token] = ends_at
        return token

    def knows(self, token: str) -> bool:
        return token in self._ends

    def fault_of(self, token: str, *, now: datetime) -> str | None:
        """What Slack says of a token that it knows; None: nothing against it."""
        ends_at = self._ends[token]
        if token in self._revoked:
            return "token_revoked"
        return "token_expired" if ends_at is not None and ends_at <= now else None

    def revoke(self) -> None:
        """Take back every token there is."""
        self._revoked |= set(self._ends)
