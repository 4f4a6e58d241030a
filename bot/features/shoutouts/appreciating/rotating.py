"""Whose turn it is to be named: all in a circle, so that nobody is named twice before everybody was. Pure."""

from collections.abc import Collection
from hashlib import sha256


def next_in_turn(among: Collection[str], *, after: str | None, most: int, seed: str) -> list[str]:
    """At most ``most`` of ``among``, those who stand behind ``after`` in the circle.

    ``seed`` stands for the person who is asked: each has an order of their own, which is always the same.
    Whoever comes or goes leaves the others in their places, and ``after`` need not be there any more.
    """
    circle = _circle(among, seed)
    if after is None:
        return circle[:most]
    place = _place(seed, after)
    behind = [each for each in circle if _place(seed, each) > place]
    return [*behind, *(each for each in circle if each not in behind)][:most]


def one_turn_back(among: Collection[str], *, after: str, most: int, seed: str) -> str | None:
    """Behind whom to go on, so that the turn which ended with ``after`` comes once more.

    None: from the start.
    """
    circle = _circle(among, seed)
    if after not in circle or len(circle) <= most:
        return None
    return circle[(circle.index(after) - most) % len(circle)]


def _circle(among: Collection[str], seed: str) -> list[str]:
    return sorted(among, key=lambda each: _place(seed, each))


def _place(seed: str, each: str) -> bytes:
    return sha256(f"{seed}\n{each}".encode()).digest()
