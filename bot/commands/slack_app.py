"""The command `manifest`: the app as Slack is told about it."""

import argparse

from bot.commands.parsing import Commands


def add_to(commands: Commands) -> None:
    manifest = commands.add_parser("manifest", help="print the app manifest for Slack")
    manifest.add_argument("--http", metavar="URL", help="the variant for a bot that Slack calls at URL")
    manifest.set_defaults(do=_manifest)


def _manifest(given: argparse.Namespace) -> int:
    import yaml

    from bot.platform.slack import manifest

    shown = manifest.for_http(given.http) if given.http else manifest.for_socket_mode()
    print(yaml.safe_dump(shown, sort_keys=False, allow_unicode=True), end="")
    return 0
