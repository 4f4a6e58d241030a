"""What admins press, and what their forms are called."""

from enum import StrEnum

OPEN = "home.admins"
PAGE = "home.admins_page"
KEPT = "home.admins_kept"
CHANGES = "home.admins_changes"
EARLIER_CHANGES = "home.admins_changes_earlier"
CHANGES_PAGE = "home.admins_changes_page"


class GroupName(StrEnum):
    """What is decided together, on one screen."""

    CHANNEL = "channel"
    BEGINNING = "beginning"
    CONTACTS = "contacts"
    VALUES = "values"
    PILOT = "pilot"
    SWITCHES = "switches"
    KEEPING = "keeping"

    @property
    def action_id(self) -> str:
        """The button that opens its form."""
        return f"{OPEN}.{self}"

    @property
    def callback_id(self) -> str:
        """Its form."""
        return f"{OPEN}_{self}"
