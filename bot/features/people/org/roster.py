"""Find the person whom a cell of the list names: by member id, or by a name that only one has. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.features.people.org.reading import shown, tidied

_ID = re.compile(r"[UW][A-Z0-9]{7,}")


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the directory. ``not_here``: why Tend is not for them, "is a guest"; None when it is."""

    id: str
    name: str
    not_here: str | None = None

    def __str__(self) -> str:
        return f"{shown(self.name)} ({self.id})"


class NotFound(ValueError):
    """Nobody, or more than one, or somebody Tend is not for; the words are a sentence."""


class Roster:
    """Everybody in the directory, by id and by name."""

    def __init__(self, people: Iterable[Known]) -> None:
        self._by_id = {one.id: one for one in people}
        self._by_name: dict[str, list[Known]] = {}
        for one in self._by_id.values():
            self._by_name.setdefault(tidied(one.name), []).append(one)

    def find(self, cell: str) -> Known:
        """The person whom ``cell`` names. Raises NotFound."""
        found = self._by_id.get(cell) or self._named(cell)
        if found.not_here is not None:
            raise NotFound(f"{found} {found.not_here}, and Tend keeps no line with them.")
        return found

    def name_of(self, person_id: str) -> str:
        """The person's name and id; the id alone where the directory does not know them."""
        known = self._by_id.get(person_id)
        return str(known) if known else person_id

    def _named(self, cell: str) -> Known:
        found = self._by_name.get(cell, [])
        # Whoever has left gives their name free.
        here = [one for one in found if one.not_here is None] or found
        if len(here) > 1:
            ids = ", ".join(sorted(one.id for one in here)[:5])
            raise NotFound(f'{len(here)} people are called "{shown(cell)}": {ids}. Use the member id.')
        if here:
            return here[0]
        raise NotFound(_unknown(cell))


def _unknown(cell: str) -> str:
    if "@" in cell:
        return (
            f'"{shown(cell)}" looks like an e-mail address, and Tend holds none. Use the member id, or the '
            "name as it stands in Slack."
        )
    if _ID.fullmatch(cell):
        return f"Nobody here has the member id {shown(cell)}."
    return f'Nobody here is called "{shown(cell)}" in Slack. Use that name exactly, or the member id.'
