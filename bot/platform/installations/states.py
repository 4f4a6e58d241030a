"""The state of an installation on its way: signed, ten minutes long, and bound to one browser.

Nothing is written down while somebody has only followed the link, so that following it again and again
fills nothing.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from bot.platform.errors import BotError

LIFETIME = timedelta(minutes=10)
"""Judgement: long enough to read what is asked and to find an admin's password."""


class NoSuchState(BotError):
    """There is no state, or it was not made here."""


class StateTooOld(BotError):
    """It was made more than ten minutes ago."""


class OtherBrowser(BotError):
    """It was made for another browser."""


def new_browser() -> str:
    """What a browser keeps in its cookie, so that it is known when it comes back."""
    return secrets.token_urlsafe(24)


def issue(*, secret: str, browser: str, now: datetime) -> str:
    """A state for this browser, made ``now`` (aware). ``secret`` is the app's own."""
    bare = f"{secrets.token_urlsafe(18)}.{int(now.timestamp())}"
    return (
        f"{bare}.{_signed(bare, secret=secret, browser='')}.{_signed(bare, secret=secret, browser=browser)}"
    )


def check(state: str, *, secret: str, browser: str, now: datetime) -> str:
    """Returns a short name of the state, by which it is noted as used.

    Raises NoSuchState, StateTooOld and OtherBrowser.
    """
    bare, _, signatures = state.rpartition(".")
    bare, _, ours = bare.rpartition(".")
    seconds = bare.rpartition(".")[2]
    if not _is_same(ours, _signed(bare, secret=secret, browser="")) or not seconds.isdecimal():
        raise NoSuchState(state[:8])
    age = now.timestamp() - int(seconds)
    if not -LIFETIME.total_seconds() <= age <= LIFETIME.total_seconds():
        raise StateTooOld(state[:8])
    if not browser or not _is_same(signatures, _signed(bare, secret=secret, browser=browser)):
        raise OtherBrowser(state[:8])
    return hashlib.sha256(bare.encode()).hexdigest()[:40]


def _is_same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())


def _signed(bare: str, *, secret: str, browser: str) -> str:
    key = hashlib.sha256(f"installing:{secret}".encode()).digest()
    return hmac.new(key, f"{bare}|{browser}".encode(), hashlib.sha256).hexdigest()
