"""A row as its person may see it: without what another one keeps for themselves in the same row."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from bot.features.follow_ups.models import State
from bot.features.one_on_ones.models import Answer

Values = dict[str, Any]

# Addresses within the database, and keys that open something: nobody is told anything by them.
_NEVER = frozenset({"workspace_id", "message_id", "secret", "secret_hash", "key", "follow_up_id", "tries"})
# Kept by or for the other one of the two.
_OF_OTHERS = {
    "series": frozenset(
        {
            "ended_by_id",
            "kept_on_at",
            "hands_settled_at",
            "plan_next_at",
            "invite_next_at",
            "pair_id",
            "calendar_id",
        }
    ),
    "agenda_items": frozenset({"closed_by_id", "pair_id"}),
    "shoutout_receivers": frozenset({"thanks_wait_for_id"}),
}
# The moment a row is told by, the first of these that it has.
_WHEN = (
    *("given_at", "written_at", "said_at", "noted_at", "created_at", "added_at", "made_at", "told_at"),
    *("shown_at", "saved_at", "done_on", "shown_on", "wished_at", "starts_at", "first_on", "asked_on"),
    *("added_on", "chosen_on", "opened_at", "enrolled_at", "chosen_at", "invited_at", "asked_at"),
    *("blocked_at", "changed_at", "remind_at", "delete_at", "until", "next_on", "seen_on"),
)


def as_seen(table: str, values: Values, *, person_id: str) -> Values:
    """What is left of the row for ``person_id``."""
    hidden = _NEVER | _OF_OTHERS.get(table, frozenset())
    left = {name: value for name, value in values.items() if name not in hidden}
    soften = _SOFTENED.get(table)
    return soften(left, person_id) if soften else left


def moment_of(values: Values) -> date | datetime | None:
    """The day or moment by which a row stands in a list; None where it has none."""
    return next((values[name] for name in _WHEN if values.get(name) is not None), None)


def _promise(values: Values, person_id: str) -> Values:
    if values.get("state") == State.DECLINED and values["owner_id"] != person_id:
        values = values | {"state": State.OFFERED.value}
        values.pop("ended_at", None)
    if values["owner_id"] == person_id:
        return values
    # How often its owner is nudged, and what they do with it once nothing is shared, is the owner's.
    private = {"nudges", "next_nudge_on", "persistence"}
    if "is_shared" in values and not values["is_shared"]:
        private |= {"state", "due_on", "ended_at"}
    return {name: value for name, value in values.items() if name not in private}


def _series(values: Values, person_id: str) -> Values:
    is_joined = values["answer"] == Answer.YES
    if values["organizer_id"] == person_id and not is_joined:
        # Declined, not answered and blocked look the same.
        shown = Answer.ANOTHER_TIME if values["said_another_time"] else Answer.NOT_YET
        return values | {"answer": shown.value, "answered_at": None}
    if values["organizer_id"] != person_id and not is_joined:
        told = ("id", "organizer_id", "other_id", "rhythm", "at", "zone", "minutes", "answer", "created_at")
        return {name: values[name] for name in told}
    return values


_SOFTENED: dict[str, Callable[[Values, str], Values]] = {"follow_ups": _promise, "series": _series}
