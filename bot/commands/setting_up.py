"""The command `setup`: begin an .env with a key of its own, and say what only a person can find out."""

import argparse
import os
from pathlib import Path

from bot.commands.parsing import Commands
from bot.platform.errors import BotError

_NEEDED = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "TEND_ENCRYPTION_KEYS")


def add_to(commands: Commands) -> None:
    setup = commands.add_parser(
        "setup",
        help="begin an .env with a fresh key, and say what is still missing",
        description="It writes .env in this folder if there is none, and otherwise changes nothing.",
    )
    setup.set_defaults(do=_setup)


def _setup(_given: argparse.Namespace) -> int:
    print("\n".join(set_up(Path())))
    return 0


def set_up(folder: Path) -> list[str]:
    """Begin ``folder``/.env if there is none. What was done and what is still missing, a line each.

    What stands in an .env is never changed, and a key in the environment is not given a second one.
    Raises BotError when nothing can be written there.
    """
    from bot.config import SettingsError, from_environment

    file = folder / ".env"
    said = []
    if not file.exists():
        key = "" if os.environ.get("TEND_ENCRYPTION_KEYS") else _fresh_key()
        _write(file, _begun(folder / ".env.example", key=key))
        said.append(
            ".env is new"
            + (", with a key of its own. Keep a copy of that key in a safe place." if key else ".")
        )
    try:
        from_environment(env_file=file, transport="as given")
    except SettingsError as missing:
        said += ["Still to be mended in .env:", *(f"  {line}" for line in str(missing).splitlines())]
        # Beside an installed package there is no README.
        guide = "README.md, “In a real workspace”, goes through it. " * (folder / "README.md").is_file()
        said.append(f"{guide}Only trying it out: python -m bot sandbox")
    else:
        said.append("Every setting is there. See whether they work: python -m bot doctor")
    return said


def _begun(example: Path, *, key: str) -> str:
    if example.is_file():
        text = example.read_text(encoding="utf-8")
    else:
        text = "".join(f"{name}=\n" for name in _NEEDED)
    return text.replace("\nTEND_ENCRYPTION_KEYS=\n", f"\nTEND_ENCRYPTION_KEYS={key}\n")


def _write(file: Path, text: str) -> None:
    # Made anew or not at all, and from the first moment for nobody else to read.
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BotError(f"{file} cannot be made: {error.strerror}.") from error
    with os.fdopen(handle, "w", encoding="utf-8") as new:
        new.write(text)


def _fresh_key() -> str:
    from bot.platform.encryption import new_key

    return new_key()
