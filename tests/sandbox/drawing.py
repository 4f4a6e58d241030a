"""What tests of the drawing share: one scene, and ways to look at what was drawn."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

from bot.sandbox.rendering.scene import Scene

MAYA = "U0MAYA0001"
SCENE = Scene(
    people={MAYA: "Maya Okafor", "U0LEO00001": "Leo Fontaine"},
    channels={"C0GENERAL1": "general"},
    viewer=MAYA,
    zone=ZoneInfo("Europe/Berlin"),
    now=datetime(2026, 10, 7, 8, tzinfo=UTC),
    choosable=(MAYA, "U0LEO00001"),
)
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Parsed(HTMLParser):
    """HTML taken apart: its ``words``, its ``tags`` (name, attributes), and those left ``open``."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(str(html))  # Markup would escape what is added to it
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"{tag} ends before it begins"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def plain(html: str) -> str:
    """The words of some HTML, as a person reads them."""
    return Parsed(html).words
