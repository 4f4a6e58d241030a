"""The settings: read once from the environment (or `.env`), checked, and frozen."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import sqlalchemy as sa
from cryptography.fernet import Fernet
from dotenv import dotenv_values

from bot.platform.errors import BotError

SLACK_API_URL = "https://slack.com/api/"


_SOCKET_MODE_NEEDS = (
    "SLACK_APP_TOKEN is missing. Make one at api.slack.com/apps, Basic Information, App-Level "
    "Tokens, with the scope connections:write. Or let Slack call the bot, with run --http."
)
_HTTP_NEEDS = (
    "SLACK_SIGNING_SECRET is missing: without it nobody could tell Slack's requests from forged "
    "ones. Copy it from your app's page at api.slack.com/apps, Basic Information."
)

_PUBLIC_URL_NEEDS = (
    "TEND_PUBLIC_URL goes with run --http only: in Socket Mode nothing answers there. Leave it out, or let "
    "Slack call the bot."
)


_INSTALLING_NEEDS = (
    "To be installed in many workspaces, Tend needs SLACK_CLIENT_ID and SLACK_CLIENT_SECRET (your app's page "
    "at api.slack.com/apps, Basic Information) and TEND_PUBLIC_URL, with run --http. Give all three, or "
    "leave out the first two."
)


class SettingsError(BotError):
    """A setting is missing or malformed; the words say which, and where to get it."""


@dataclass(frozen=True)
class Settings:
    """What the bot is told from outside. Secrets are left out of its repr.

    ``slack_bot_token`` is empty where every workspace has a token of its own, by ``slack_client_id`` and its
    secret. ``slack_app_token`` set means Socket Mode. ``encryption_keys`` are Fernet keys, newest first.
    ``slack_api_url`` ends in a slash. ``public_url`` is where the web server can be reached from outside,
    without a slash at its end; None: nowhere. ``content`` is a folder of the company's own content files.
    ``metrics`` are host and port of the door that is the operator's alone; None: there is none.
    ``manager_field`` is the id of the field of Slack's profiles that says who leads somebody, if one does.
    """

    slack_bot_token: str = field(default="", repr=False)
    slack_app_token: str | None = field(default=None, repr=False)
    slack_signing_secret: str | None = field(default=None, repr=False)
    slack_client_id: str | None = None
    slack_client_secret: str | None = field(default=None, repr=False)
    database_url: str = field(default="sqlite:///tend.db", repr=False)
    slack_api_url: str = SLACK_API_URL
    shoutouts_channel: str | None = None
    public_url: str | None = None
    content: Path | None = None
    metrics: tuple[str, int] | None = None
    manager_field: str | None = None
    encryption_keys: tuple[str, ...] = field(default=(), repr=False)

    @property
    def installs(self) -> bool:
        """Whether people can install Tend in workspaces of their own."""
        return bool(self.slack_client_id and self.slack_client_secret and self.public_url)


def from_environment(
    environment: Mapping[str, str] | None = None,
    *,
    env_file: Path | None = None,
    transport: Literal["socket", "http", "as given"] | None = None,
) -> Settings:
    """The settings in ``environment`` (this process's by default), and below it those in ``env_file``.

    ``transport`` is the way Slack's requests come, which needs a setting of its own; *as given*: the one that
    the others speak of. Raises SettingsError, with a sentence for each that is missing or malformed.
    """
    given = in_file(env_file) if env_file is not None else {}
    given |= os.environ if environment is None else environment
    reader = _Reader(_named_as_ours({name: (value or "").strip() for name, value in given.items()}))
    settings = Settings(
        slack_bot_token=reader.token(
            "SLACK_BOT_TOKEN", "xoxb-", "OAuth & Permissions", needed=reader.text("SLACK_CLIENT_ID") is None
        )
        or "",
        slack_app_token=reader.token("SLACK_APP_TOKEN", "xapp-", "Basic Information, App-Level Tokens"),
        slack_signing_secret=reader.text("SLACK_SIGNING_SECRET"),
        slack_client_id=reader.text("SLACK_CLIENT_ID"),
        slack_client_secret=reader.text("SLACK_CLIENT_SECRET"),
        database_url=reader.database_url(),
        slack_api_url=reader.api_url(),
        shoutouts_channel=reader.channel("TEND_SHOUTOUTS_CHANNEL"),
        public_url=reader.public_url(),
        content=reader.folder("TEND_CONTENT"),
        metrics=reader.port("TEND_METRICS_PORT"),
        manager_field=reader.profile_field("TEND_MANAGER_FIELD"),
        encryption_keys=reader.keys(),
    )
    if transport == "as given":
        transport = _spoken_of(settings)
    if transport == "socket" and settings.slack_app_token is None:
        reader.problems.append(_SOCKET_MODE_NEEDS)
    if transport == "http" and settings.slack_signing_secret is None:
        reader.problems.append(_HTTP_NEEDS)
    if transport == "socket" and settings.public_url is not None:
        reader.problems.append(_PUBLIC_URL_NEEDS)
    if (settings.slack_client_id or settings.slack_client_secret) and (
        not settings.installs or transport == "socket"
    ):
        reader.problems.append(_INSTALLING_NEEDS)
    if reader.problems:
        raise SettingsError("\n".join(reader.problems))
    return settings


def in_file(env_file: Path) -> dict[str, str | None]:
    """What stands in an .env; nothing where there is none. Raises SettingsError if it cannot be read."""
    if not env_file.exists():
        return {}
    try:
        return dict(dotenv_values(env_file))
    except PermissionError as error:
        raise SettingsError(f"{env_file} cannot be read. Run this as the bot's user.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{env_file} cannot be read. It should be a text file, in UTF-8.") from error


def _spoken_of(settings: Settings) -> Literal["socket", "http"]:
    if settings.slack_client_id is not None:
        return "http"
    return "http" if settings.slack_signing_secret and not settings.slack_app_token else "socket"


def _named_as_ours(given: Mapping[str, str]) -> Mapping[str, str]:
    """With the tokens of Slack's command line where none is ours: both are of one app, or none is taken."""
    if given.get("SLACK_BOT_TOKEN") or given.get("SLACK_APP_TOKEN"):
        return given
    from_slacks_cli = {"SLACK_BOT_TOKEN": "SLACK_CLI_XOXB", "SLACK_APP_TOKEN": "SLACK_CLI_XAPP"}
    return {**given, **{ours: given[theirs] for ours, theirs in from_slacks_cli.items() if theirs in given}}


class _Reader:
    """Reads one setting after the other and remembers what is wrong, so that all is said at once."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given
        self.problems: list[str] = []

    def text(self, name: str) -> str | None:
        return self._given.get(name) or None

    def token(self, name: str, prefix: str, where: str, *, needed: bool = False) -> str | None:
        value = self.text(name)
        if value is None and needed:
            self.problems.append(
                f"{name} is missing. Copy it from your app's page at api.slack.com/apps, {where}."
            )
        if value is not None and not value.startswith(prefix):
            self.problems.append(f"{name} should start with {prefix}: look under {where} on your app's page.")
        return value

    def channel(self, name: str) -> str | None:
        value = self.text(name)
        if value is not None and not re.fullmatch(r"[CG][A-Z0-9]{2,}", value):
            self.problems.append(
                f"{name} should be a channel's id, such as C0123456789; "
                "it stands at the end of the channel's details in Slack."
            )
        return value

    def profile_field(self, name: str) -> str | None:
        value = self.text(name)
        if value is not None and not re.fullmatch(r"Xf[A-Z0-9]{2,}", value):
            self.problems.append(
                f"{name} should be the id of a field of Slack's profiles, such as Xf0123ABCDE; "
                "docs/who-leads-whom.md says where it is found."
            )
        return value

    def database_url(self) -> str:
        value = self.text("TEND_DATABASE_URL") or "sqlite:///tend.db"
        try:
            kind = sa.make_url(value).drivername
        except (sa.exc.ArgumentError, ValueError):  # a port that is no number
            kind = ""
        if kind not in ("sqlite", "postgresql+psycopg"):
            self.problems.append(
                "TEND_DATABASE_URL should look like sqlite:///tend.db or "
                "postgresql+psycopg://user:password@host/database."
            )
        return value

    def api_url(self) -> str:
        value = self.text("TEND_SLACK_API_URL") or SLACK_API_URL
        if not re.match(r"https?://", value):
            self.problems.append("TEND_SLACK_API_URL should start with https:// or http://.")
        return value if value.endswith("/") else f"{value}/"

    def public_url(self) -> str | None:
        value = self.text("TEND_PUBLIC_URL")
        # No name, no password, no question behind it: an address is put together from it.
        if value is not None and not re.fullmatch(r"https://[\w.-]+(:\d+)?(/[\w.~/-]*)?", value, re.ASCII):
            self.problems.append(
                "TEND_PUBLIC_URL should look like https://tend.example.com: "
                "the address at which the bot can be reached from outside."
            )
        return value.rstrip("/") if value is not None else None

    def port(self, name: str) -> tuple[str, int] | None:
        value = self.text(name)
        if value is None:
            return None
        host, _, number = value.rpartition(":")
        if re.fullmatch(r"[0-9]{1,5}", number, re.ASCII) and 0 < int(number) < 65536:
            return host.strip("[]") or "127.0.0.1", int(number)
        self.problems.append(
            f"{name} should be a port, such as 9464, which this machine alone reaches; or an address and a "
            "port, such as 0.0.0.0:9464."
        )
        return None

    def folder(self, name: str) -> Path | None:
        value = self.text(name)
        if value is None:
            return None
        if not Path(value).is_dir():
            self.problems.append(
                f"{name} should be a folder that is there, with a folder for each language in it, "
                "such as /etc/tend/content. docs/content.md says what goes into it."
            )
        return Path(value)

    def keys(self) -> tuple[str, ...]:
        keys = tuple(
            key.strip() for key in (self.text("TEND_ENCRYPTION_KEYS") or "").split(",") if key.strip()
        )
        if not keys:
            self.problems.append(
                "TEND_ENCRYPTION_KEYS is missing: private notes are stored encrypted with it. "
                "Make one with `python -m bot new-key`, and keep a copy in a safe place."
            )
        for key in keys:
            try:
                Fernet(key)
            except ValueError:
                self.problems.append(
                    "TEND_ENCRYPTION_KEYS holds something that is not a key. "
                    "Make one with `python -m bot new-key`; several are separated by commas, newest first."
                )
                break
        return keys
