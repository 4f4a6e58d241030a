"""The command `manifest`: the app as Slack is told about it."""

import argparse
from typing import Any

from bot.commands.parsing import Commands


def add_to(commands: Commands) -> None:
    manifest = commands.add_parser("manifest", help="print the app manifest for Slack")
    manifest.add_argument("--http", metavar="URL", help="the variant for a bot that Slack calls at URL")
    manifest.add_argument("--json", action="store_true", help="as JSON, which Slack's own command line reads")
    manifest.add_argument("--link", action="store_true", help="an address that opens Slack's page, filled in")
    # Slack's command line asks with it, and means this folder: .slack/hooks.json.
    manifest.add_argument("--source", help=argparse.SUPPRESS)
    manifest.set_defaults(do=_manifest)


def _manifest(given: argparse.Namespace) -> int:
    from bot.platform.slack import manifest

    shown = manifest.for_http(given.http) if given.http else manifest.for_socket_mode()
    if given.link:
        print(_page_filled_in(shown))
        return 0
    if given.json:
        import json

        print(json.dumps(shown, indent=2, ensure_ascii=False))
        return 0
    import yaml

    print(yaml.safe_dump(shown, sort_keys=False, allow_unicode=True), end="")
    return 0


def _page_filled_in(shown: dict[str, Any]) -> str:
    """The address of Slack's page for new apps with the manifest in it."""
    import json
    from urllib.parse import urlencode

    told = json.dumps(shown, separators=(",", ":"), ensure_ascii=False)
    return "https://api.slack.com/apps?" + urlencode({"new_app": "1", "manifest_json": told})
