"""Which small act comes next: one's own first, then the others in an order of one's own, none twice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

OWN = "own:"
"""What the id of an act begins with that a person wrote down themselves."""


@dataclass(frozen=True, slots=True)
class Next:
    """The act that comes next. ``begins_round``: all of them have come, and it starts again."""

    act_id: str
    begins_round: bool


def next_act(act_ids: Sequence[str], *, had: Collection[str], latest: str | None, seed: str) -> Next | None:
    """Of ``act_ids`` the one that comes after ``latest``; None when there are none at all.

    ``had`` are those of this round. ``seed`` stands for the person: the order is theirs, and always the same.
    """
    if not act_ids:
        return None
    left = [act_id for act_id in act_ids if act_id not in had]
    begins_round = not left
    if begins_round:
        # The last of one round is not the first of the next.
        left = [act_id for act_id in act_ids if act_id != latest] or list(act_ids)
    first = min(left, key=lambda act_id: (not act_id.startswith(OWN), _place(seed, act_id)))
    return Next(first, begins_round)


def _place(seed: str, act_id: str) -> bytes:
    # Each act's place hangs on its own id, so that a new one leaves the others in their order.
    return sha256(f"{seed}\n{act_id}".encode()).digest()
