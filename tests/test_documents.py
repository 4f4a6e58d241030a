"""What the documents for works councils and data-protection officers say is what the bot does."""

import re
from pathlib import Path

import yaml

from bot.features.home.commands import COMMANDS
from bot.platform.places import TEMPLATES
from bot.platform.slack import manifest

ROOT = Path(__file__).parent.parent
SCOPES = (ROOT / "docs/scopes.md").read_text()
COUNCIL = (ROOT / "docs/works-council.md").read_text()
PAPERS = [ROOT / "docs/scopes.md", ROOT / "docs/works-council.md", ROOT / "SECURITY.md"]
# `/tend` words that are read elsewhere than among the commands.
OTHER_WORDS = {"admin", "channel", "settings", "figures", "help"}


def section(text: str, title: str) -> str:
    """What stands between a heading and the next one."""
    return text.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def first_column(text: str) -> list[str]:
    """What stands in backquotes in the first column of a table, a list in one row taken apart."""
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row)]


def test_every_scope_and_event_of_the_manifest_stands_in_the_document_with_a_reason_and_no_other() -> None:
    asked = manifest.for_socket_mode()["oauth_config"]["scopes"]
    assert first_column(section(SCOPES, "Scopes of the bot")) == asked["bot"]
    assert first_column(section(SCOPES, "Optional scope")) == asked["bot_optional"]
    assert first_column(section(SCOPES, "Events")) == manifest.bot_events()
    for line in SCOPES.splitlines():
        if line.startswith("| `"):
            assert len(line.split("|")[2].split()) >= 2, line


def test_what_the_document_says_is_not_asked_for_is_not() -> None:
    refused = set(first_column(section(SCOPES, "What it does not ask for")))
    assert {"im:history", "search:read", "users:read.email", "reactions:read", "files:read"} <= refused
    with (ROOT / "manifest.yml").open() as file:
        everything = yaml.safe_load(file)
    assert not refused & set(re.findall(r"[\w.]+:[\w.]+", str(everything["oauth_config"])))


def test_every_off_switch_can_be_found_under_the_words_that_stand_there() -> None:
    switches = section(COUNCIL, "Every off switch")
    said = set(re.findall(r"`/tend ([a-z]+)", switches))
    assert said <= set(COMMANDS) | OTHER_WORDS
    readable = "\n".join(file.read_text() for file in TEMPLATES.rglob("*.md.j2"))
    for label in re.findall(r"\*([A-Z][^*]+)\*", switches):
        assert f"%}}{label}{{%" in readable, f"{label} is written on no button"


def test_every_feature_that_can_be_switched_off_is_named() -> None:
    switches = section(COUNCIL, "Every off switch").lower()
    for name in ("one-on-ones", "shout-outs", "reconnecting", "digests", "group figures"):
        assert name in switches


def test_papers_point_at_what_is_there() -> None:
    for paper in PAPERS:
        for target in re.findall(r"\]\(([^)#]+)\)", paper.read_text()):
            assert (paper.parent / target).is_file(), f"{paper.name} points at {target}"


def test_the_threat_model_says_for_everybody_what_is_not_done() -> None:
    threats = section((ROOT / "SECURITY.md").read_text(), "Who might want it, what is done, and what is not")
    for who in (
        "A colleague",
        "A manager",
        "An admin of the Slack workspace",
        "Whoever runs the server",
        "A thief of a backup",
        "Another app",
    ):
        paragraph = next(part for part in threats.strip().split("\n\n") if part.startswith(f"**{who}"))
        assert "*Not done:*" in paragraph, who
