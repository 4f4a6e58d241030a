"""Keep what was filled in on the settings form, all of it or nothing."""

from datetime import datetime, time

from sqlalchemy.orm import Session

from bot.features.follow_ups import service as follow_ups
from bot.features.home.settings_form import (
    APPRECIATE,
    AS_IN_SLACK,
    AWAY_FROM,
    AWAY_UNTIL,
    NAMES,
    STATUS,
    WEEKDAYS,
    known_languages,
)
from bot.features.people import away_status, days_off, enrolments
from bot.features.people.models import Persistence
from bot.features.shoutouts.appreciating import service as appreciating
from bot.features.shoutouts.models import Way
from bot.features.shoutouts.receiving import preferences
from bot.platform.errors import UserError
from bot.platform.inbound import forms
from bot.platform.inbound.asker import Asker, Body
from bot.platform.templating import words


def keep(session: Session, asker: Asker, body: Body, *, now: datetime) -> None:
    """Keep what was filled in.

    Raises UserError, at its field, when no working day is left, when the hours end before they begin, when
    the card would come outside of them, when no such country is known, or when days off make no sense.
    """
    weekdays = "".join(sorted(day for day in forms.several(body, "weekdays") if day in WEEKDAYS))
    if not weekdays:
        raise UserError(words("home/settings").plain("no_day"), field="weekdays")
    opens, closes, card_at = _hours(body)
    who = (session, asker.workspace_id, asker.person_id)
    enrolments.choose_country(*who, country=forms.text(body, "country").strip(), now=now)
    enrolments.choose_working_days(*who, weekdays=weekdays, now=now)
    enrolments.choose_working_hours(*who, opens=opens, closes=closes, now=now)
    _keep_days_off(session, asker, body, now=now)
    _keep_persistence(session, asker, body, now=now)
    weekday = forms.chosen(body, "digest_day")
    if weekday in set(WEEKDAYS):
        enrolments.choose_digest_day(*who, weekday=int(weekday or 0), now=now)
    extras = forms.several(body, "extras")
    enrolments.choose_names_in_digest(*who, wanted=NAMES in extras, now=now)
    away_status.choose(*who, wanted=STATUS in extras, now=now)
    appreciating.choose(*who, wanted=APPRECIATE in extras, now=now)
    enrolments.choose_language(*who, language=_language(body), now=now)
    way = forms.chosen(body, "way")
    if way and way != preferences.preference_of(*who):
        preferences.choose_preference(*who, way=Way(way), now=now)
    enrolments.choose_hour(*who, at=card_at, now=now)


def _hours(body: Body) -> tuple[time, time, time]:
    """When they begin and stop to work, and the hour of the card, which lies in between."""
    opens = forms.clock_time(body, "opens") or time(9)
    closes = forms.clock_time(body, "closes") or time(17)
    hour, minute = (forms.chosen(body, "card_at") or "09:00").split(":")
    card_at = time(int(hour), int(minute))
    said = words("home/settings", opens=opens, closes=closes, at=card_at)
    if closes <= opens:
        raise UserError(said.plain("ends_before_it_begins"), field="closes")
    if not opens <= card_at < closes:
        raise UserError(said.plain("card_outside_hours"), field="card_at")
    return opens, closes, card_at


def _keep_days_off(session: Session, asker: Asker, body: Body, *, now: datetime) -> None:
    """Note more days off, if a day was chosen; one alone is a single day."""
    first_on, last_on = forms.day(body, AWAY_FROM), forms.day(body, AWAY_UNTIL)
    if first_on is None and last_on is None:
        return
    if first_on is None:
        raise UserError(words("home/settings").plain("no_first_day"), field=AWAY_FROM)
    who = (session, asker.workspace_id, asker.person_id)
    try:
        days_off.take_days_off(*who, first_on=first_on, last_on=last_on or first_on, now=now)
    except days_off.NoSuchDaysOff as refused:
        raise UserError(refused.words, field=AWAY_UNTIL if last_on else AWAY_FROM) from refused


def _keep_persistence(session: Session, asker: Asker, body: Body, *, now: datetime) -> None:
    before = enrolments.persistence_of(session, asker.workspace_id, asker.person_id)
    wanted = Persistence(forms.chosen(body, "persistence") or Persistence.STANDARD)
    enrolments.choose_persistence(session, asker.workspace_id, asker.person_id, persistence=wanted, now=now)
    if before is Persistence.GENTLE and wanted is not before:
        follow_ups.plan_again(session, asker.workspace_id, asker.person_id, now=now)


def _language(body: Body) -> str | None:
    chosen = forms.chosen(body, "language")
    return None if chosen in (None, AS_IN_SLACK) or chosen not in known_languages() else chosen
