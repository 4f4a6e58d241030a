"""The four parts of the page that change while one looks: rail, clock, stage and modal."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.platform import places
from bot.sandbox.page.look import (
    FIRST_PLACE,
    HOME,
    MESSAGES,
    WEEK,
    Look,
    channel_of,
    city_of,
    team_of,
    written_day,
)
from bot.sandbox.page.messages import hidden_fields, rows_of
from bot.sandbox.page.rail import rail_of
from bot.sandbox.page.unread import Unread
from bot.sandbox.page.views import shown_home, shown_modal
from bot.sandbox.page.week import Week, shown_week
from bot.sandbox.rendering.avatars import draw_avatar
from bot.sandbox.rendering.dates import clock_time
from bot.sandbox.rendering.html import tag
from bot.sandbox.rendering.scene import Scene
from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.workspace import Workspace

PARTS = ("rail", "clock", "stage", "modal")


class Painter:
    """Draws the page and its parts for one look after the other. Any thread may draw."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.unread = Unread(workspace)
        self.week: Week | None = None

    def draw_page(self, look: Look) -> str:
        """The whole page."""
        with self.workspace.lock:
            return _draw(
                "page", **self._seen_from(look, fresh=True), composer=composer_of(look, self.workspace)
            )

    def draw_parts(self, look: Look, *, shown_modal_id: str | None = None) -> dict[str, str]:
        """Each part by its element id. ``shown_modal_id`` is the modal that the page shows already."""
        with self.workspace.lock:
            modal = self.workspace.modal_of(look.person)
            seen = self._seen_from(look, fresh=modal is not None and modal.id != shown_modal_id)
            return {part: _draw(part, **seen) for part in PARTS}

    def draw_composer(self, look: Look, *, line: str = "", trouble: str = "") -> str:
        """The box one writes in, with ``line`` in it and the focus on it."""
        composer = composer_of(look, self.workspace) | {"line": line, "trouble": trouble, "focus": True}
        return _draw("composer", composer=composer, look=look)

    def draw_completions(
        self, look: Look, *, line: str, heading: str, completions: list[dict[str, Any]]
    ) -> str:
        """What ``line`` could become."""
        composer = composer_of(look, self.workspace) | {"line": line}
        return _draw("completions", look=look, composer=composer, heading=heading, completions=completions)

    def draw_note(self, words: str) -> str:
        """A short word in the corner, as a part for whatever page asked."""
        toast = tag("p", words, class_="toast")
        return f'<hx-partial hx-target="#notes" hx-swap="innerHTML">{toast}</hx-partial>'

    def _seen_from(self, look: Look, *, fresh: bool) -> dict[str, Any]:
        scene = scene_of(look, self.workspace)
        channel = channel_of(look, workspace=self.workspace)
        if channel is not None:
            self.unread.mark_read(look.person, channel)
        now = self.workspace.now().astimezone(look.zone)
        modal = shown_modal(look, workspace=self.workspace, scene=scene, fresh=fresh)
        return {
            "look": look,
            "workspace_name": self.workspace.name,
            "app_name": self.workspace.bot.real_name,
            "rail": rail_of(
                look, workspace=self.workspace, unread=self.unread, has_week=self.week is not None
            ),
            "clock": {"time": clock_time(now), "day": written_day(now), "place": city_of(look.person)},
            "stage": self._stage(look, channel, scene) | {"is_covered": modal is not None},
            "modal": modal,
        }

    def _stage(self, look: Look, channel: Channel | None, scene: Scene) -> dict[str, Any]:
        shown = _heading_of(look, channel, self.workspace)
        shown |= {
            "is_home": look.at == HOME,
            "is_week": look.at == WEEK,
            "tour": channel is not None and channel.name == FIRST_PLACE,
        }
        if look.at == WEEK:
            week = shown_week(self.week, look=look, workspace=self.workspace, scene=scene)
            return shown | {"week": week, "composer": False}
        if channel is None:
            return shown | {
                "home": shown_home(look, workspace=self.workspace, scene=scene),
                "composer": False,
            }
        rows = rows_of(channel, look=look, workspace=self.workspace, scene=scene)
        return shown | {"rows": rows, "composer": True}


def scene_of(look: Look, workspace: Workspace) -> Scene:
    """Names, zone and time for whatever is drawn for ``look.person``."""
    channels = {channel.id: channel.name for channel in workspace.channels if not channel.is_im}
    team = tuple(person.id for person in team_of(workspace))
    mine = {channel.id for channel in workspace.channels_of(look.person)}

    def address_of(wanted: str) -> str | None:
        if wanted == workspace.bot.id:
            return look.address_of(MESSAGES)
        reachable = wanted in mine or (wanted in team and wanted != look.person.id)
        return look.address_of(wanted) if reachable else None

    return Scene(
        people={person.id: person.real_name for person in workspace.people},
        channels=channels,
        viewer=look.person.id,
        zone=look.zone,
        now=workspace.now(),
        choosable=team,
        address_of=address_of,
    )


def composer_of(look: Look, workspace: Workspace) -> dict[str, Any]:
    """The empty box one writes in. To the app itself only commands can be written, as in Slack."""
    name = _heading_of(look, channel_of(look, workspace=workspace), workspace)["title"]
    if look.at == MESSAGES:
        invitation = f"Type / for a command. {name} reads nothing else"
    else:
        invitation = f"Write to {name}, or type / for a command"
    return {
        "invitation": invitation,
        "hidden": hidden_fields({"as": look.person.handle, "at": look.at}),
        "line": "",
        "trouble": "",
        "focus": False,
    }


def _heading_of(look: Look, channel: Channel | None, workspace: Workspace) -> dict[str, Any]:
    if look.at in (HOME, MESSAGES):
        app = workspace.bot
        tabs = [
            {"name": name, "href": look.address_of(at), "is_here": look.at == at}
            for at, name in ((HOME, "Home"), (MESSAGES, "Messages"))
        ]
        return {
            "title": app.real_name,
            "sign": draw_avatar(app.id, name=app.real_name, bot=True),
            "topic": "",
            "tabs": tabs,
            "empty": f"{app.real_name} has not written to you yet. Type / below to see what it can do.",
        }
    if look.at == WEEK:
        return {"title": "What the week brought", "sign": "", "topic": "", "tabs": [], "empty": ""}
    if channel is not None and channel.is_im:
        partner = workspace.person(channel.partner_of(look.person.id))
        return {
            "title": partner.real_name,
            "sign": draw_avatar(partner.id, name=partner.real_name),
            "topic": f"{city_of(partner)} · between the two of you",
            "tabs": [],
            "empty": "You have not written to each other here yet.",
        }
    named = channel.name if channel else ""
    return {
        "title": f"#{named}",
        "sign": "",
        "topic": (channel.topic if channel else "") or _size(channel, workspace),
        "tabs": [],
        "empty": f"Nothing has been said in #{named} yet.",
    }


def _size(channel: Channel | None, workspace: Workspace) -> str:
    present = {person.id for person in team_of(workspace)} & set(channel.members if channel else ())
    return f"{len(present)} people"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(places.TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _draw(part: str, **seen: Any) -> str:
    return _environment().get_template(f"sandbox/{part}.html.j2").render(**seen)


def as_partials(parts: Mapping[str, str]) -> str:
    """Parts by element id, wrapped so that the page puts each in its place and keeps what is typed."""
    return "".join(
        f'<hx-partial hx-target="#{part}" hx-swap="innerMorph">{drawn}</hx-partial>'
        for part, drawn in parts.items()
    )
