"""How admins decide, for tests that are about what follows from it."""

from bot.features.workspace.models import Workspace
from bot.sandbox.hands.filling import Value
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.views import View

TEAM = "T0TEND0001"


def opened(tend: Sandbox, group: str, *, handle: str = "maya") -> View:
    """The form of one group, opened as an admin does."""
    hands = tend.hands(handle)
    hands.types("/tend admin")
    page = tend.workspace.modal_of(handle)
    assert page is not None
    hands.press(page, "Change", near=group)
    form = tend.workspace.modal_of(handle)
    assert form is not None
    assert form is not page
    return form


def decide(
    tend: Sandbox, group: str, answers: dict[str, Value], *, handle: str = "maya"
) -> dict[str, str] | None:
    """Fill in one group and save it; what is wrong with it, by field."""
    form = opened(tend, group, handle=handle)
    hands = tend.hands(handle)
    hands.fill(form, answers)
    errors = hands.submit(form)
    if errors is None:
        front = tend.workspace.modal_of(handle)
        assert front is not None
        hands.close(front, all_of_them=True)
    return errors


def switch_off(tend: Sandbox, *names: str) -> None:
    """Use everything but these, by the names that an admin reads."""
    every = ["One-on-ones", "Shout-outs", "Reconnecting", "Digests", "Group figures"]
    used: Value = [name for name in every if name not in names]
    assert decide(tend, "What is used here", {"What is used in this workspace?": used}) is None


def workspace(tend: Sandbox) -> Workspace:
    """The workspace's row."""
    with tend.database.reading() as session:
        return session.get_one(Workspace, TEAM)


def words_of(view: View | None) -> str:
    """All that stands in a form or on a tab."""
    assert view is not None
    return str(view.blocks)
