"""Which page of several somebody has in front of them, kept in the page itself."""

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A page about the reader and one other person, by that one's id, and how much comes before it."""

    other_id: str
    skip: int = 0

    def metadata(self) -> str:
        """As a page keeps it."""
        return json.dumps({"other": self.other_id, "skip": self.skip})


def place_in(metadata: str) -> Place:
    """What a page has kept."""
    kept = json.loads(metadata)
    return Place(kept["other"], kept["skip"])
