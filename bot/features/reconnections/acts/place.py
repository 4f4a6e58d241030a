"""Where somebody is on the way to an act, as the view in front of them carries it."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """What is true of the screen in front, and kept nowhere else.

    ``about_id`` is whom the command named. ``is_everyday``: they pressed *It's everyday* on this way.
    ``is_anew``: the draft there is will be written over. ``goes_on``: a draft is to be gone on with after
    the safety step. ``turn`` counts *Another*, ``waved`` the hints that were waved away. ``opened`` are the
    pieces of an apology that were asked for. ``follow_up_id`` is the promise the last page belongs to,
    ``token`` that of the draft on the screen.
    """

    about_id: str | None = None
    is_everyday: bool = False
    is_anew: bool = False
    goes_on: bool = False
    turn: int = 0
    waved: int = 0
    opened: tuple[str, ...] = ()
    follow_up_id: int | None = None
    token: int | None = None

    def packed(self) -> str:
        """As a view carries it."""
        return json.dumps({key: value for key, value in asdict(self).items() if value})

    @classmethod
    def unpacked(cls, text: str) -> "Place":
        """What ``packed`` made."""
        kept = json.loads(text or "{}")
        return cls(**kept | {"opened": tuple(kept.get("opened", ()))})
