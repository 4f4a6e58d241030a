"""The command line: `python -m bot sandbox`, `run`, `migrate` and the other commands in bot/commands."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.commands import (
    copying,
    doctor,
    licences,
    outbox,
    people,
    previewing,
    privacy,
    running,
    setting_up,
    slack_app,
    storing,
)
from bot.platform import logs
from bot.platform.errors import BotError

# What these say is their answer; between its lines only what is wrong is logged.
_ANSWERING = (
    "sandbox",
    "people",
    "preview",
    "outbox",
    "doctor",
    "backup",
    "restore",
    "copy-database",
    "licences",
    "setup",
)


# As a shell says it of what SIGINT ended: a script that goes on only after success does not.
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. The exit status is 0 when it went well, 1 when a sentence says what did not, 130 when
    it was interrupted.
    """
    given = parser().parse_args(arguments)
    try:
        is_quiet = given.command in _ANSWERING
        logs.set_up(as_json=_wants_json(), level=logging.WARNING if is_quiet else logging.INFO)
        command: int = given.do(given)
        sys.stdout.flush()
    except BotError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped before it was done.", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read has seen enough; nor is what Python still has in hand to be told to them at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return command


def _wants_json() -> bool:
    from bot.config import in_file

    # Read before all other settings: what is wrong with those may have to be logged.
    said = (os.environ.get("TEND_LOG") or in_file(Path(".env")).get("TEND_LOG") or "").strip()
    if said not in ("", "json"):
        raise BotError("TEND_LOG should be json, or left out for lines that are read by people.")
    return said == "json"


def parser() -> argparse.ArgumentParser:
    """The parser of the command line, with every command in it; ``do`` is what carries one out."""
    whole = argparse.ArgumentParser(
        prog="tend", description="A Slack bot that helps people look after their working relationships."
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for room in (
        running,
        setting_up,
        doctor,
        storing,
        copying,
        people,
        previewing,
        privacy,
        outbox,
        slack_app,
        licences,
    ):
        room.add_to(commands)
    return whole


if __name__ == "__main__":
    sys.exit(main())
