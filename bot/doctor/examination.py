"""The whole examination, in the order in which an operator would mend things."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa

from bot.config import Settings
from bot.doctor.findings import Finding, unknown
from bot.doctor.house import check_python, check_room, check_settings
from bot.doctor.installed import check_installations
from bot.doctor.slack import check_slack
from bot.doctor.store import check_store, unreadable
from bot.doctor.traffic import check_traffic, shoutouts_channel
from bot.platform.clock import Clock
from bot.platform.database import Database
from bot.platform.encryption import WrongKey


def examine(environment: Mapping[str, str] | None = None, *, env_file: Path, clock: Clock) -> list[Finding]:
    """Look at everything, change nothing. ``environment``: that of this process, if left out."""
    findings = [check_python()]
    settings, said = check_settings(environment, env_file)
    findings += said
    if settings is None:
        return [*findings, unknown("the rest", "is looked at once the settings are complete")]
    database, said = check_store(settings)
    findings += said + check_room(settings.database_url)
    try:
        return findings + _of_slack(settings, database, clock) + _of_traffic(database, clock)
    finally:
        if database is not None:
            database.dispose()


def _of_slack(settings: Settings, database: Database | None, clock: Clock) -> list[Finding]:
    def channel_of(workspace_id: str) -> str | None:
        chosen = None
        if database is not None:
            with suppress(sa.exc.DBAPIError), database.reading() as session:  # told with the traffic
                chosen = shoutouts_channel(session, workspace_id)
        return chosen or settings.shoutouts_channel

    findings: list[Finding] = []
    if settings.slack_bot_token:
        findings += check_slack(settings, clock, channel_of=channel_of)
    if settings.installs and database is not None:
        try:
            with database.reading() as session:
                findings += check_installations(session, settings, clock)
        except WrongKey:
            findings.append(unknown("tokens", "they can be read with the right key only"))
        except sa.exc.DBAPIError:
            findings.append(unknown("tokens", "the database did not let them be read"))
    return findings


def _of_traffic(database: Database | None, clock: Clock) -> list[Finding]:
    if database is None:
        return []
    try:
        with database.reading() as session:
            return check_traffic(session, now=clock.now())
    except sa.exc.DBAPIError as error:
        return [unreadable(error)]
