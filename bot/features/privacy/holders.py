"""Where Tend holds something of a person's: every table with people in it, and which rows are theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.features.cards.models import Card
from bot.features.digest.models import Digest
from bot.features.follow_ups.models import FollowUp
from bot.features.home.models import HomeOpening
from bot.features.one_on_ones.agenda.models import AgendaItem, ReconnectWish
from bot.features.one_on_ones.calendar.models import CalendarFeed
from bot.features.one_on_ones.history.models import SharedNote
from bot.features.one_on_ones.models import Invitee, MeetingNote, MeetingPrompt, Series, SeriesSide
from bot.features.one_on_ones.preparation.models import Preparation
from bot.features.people.models import BlockedPerson, DaysOff, Enrolment, ReportingLine, TimeAway, ToldLine
from bot.features.people.org.models import LineChange
from bot.features.privacy.models import Export
from bot.features.questions.models import QuestionShown
from bot.features.reconnections.acts.models import ActDraft, ActReminder, HandedWords
from bot.features.reconnections.expectations.models import Expectation
from bot.features.reconnections.models import OwnSide, QuestionRhythm
from bot.features.reconnections.presence.models import OwnPresenceAct, PresenceChoice, PresenceShown
from bot.features.relationships.models import Act, Pair, Rest
from bot.features.shoutouts.appreciating.models import AppreciationPrompt
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, ThanksPreference
from bot.features.workspace.models import SettingChange
from bot.platform.database import Base

Whose = Callable[[str], sa.ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Holder:
    """One table with rows of somebody's, and which of them are theirs.

    ``kind``: the line they count for. ``shown``: the only columns that are theirs to see; empty: all that
    ``as_seen`` leaves.
    """

    kind: str
    table: type[Base]
    whose: Whose
    shown: tuple[str, ...] = ()


def _of(table: Any, *columns: str) -> Whose:
    return lambda person_id: sa.or_(*(getattr(table, column) == person_id for column in columns))


def _promises(person_id: str) -> sa.ColumnElement[bool]:
    shared = sa.and_(FollowUp.owner_id == person_id, FollowUp.is_shared.is_(True))
    return sa.or_(FollowUp.author_id == person_id, shared)


def _thanks(person_id: str) -> sa.ColumnElement[bool]:
    # As long as it is a draft it is its author's alone, and so is whom it is for.
    return sa.and_(ShoutoutReceiver.person_id == person_id, ShoutoutReceiver.way.is_not(None))


HOLDERS: tuple[Holder, ...] = (
    Holder("settings", Enrolment, _of(Enrolment, "person_id")),
    Holder("settings", ThanksPreference, _of(ThanksPreference, "person_id")),
    Holder("settings", AppreciationPrompt, _of(AppreciationPrompt, "person_id")),
    Holder("settings", PresenceChoice, _of(PresenceChoice, "person_id")),
    Holder("settings", CalendarFeed, _of(CalendarFeed, "person_id")),
    Holder("settings", Invitee, _of(Invitee, "person_id")),
    Holder("days_off", DaysOff, _of(DaysOff, "person_id")),
    Holder("days_off", TimeAway, _of(TimeAway, "person_id")),
    Holder("lines", ReportingLine, _of(ReportingLine, "person_id")),
    Holder("told_lines", ToldLine, _of(ToldLine, "report_id", "manager_id")),
    Holder("told_lines", LineChange, _of(LineChange, "report_id", "manager_id")),
    Holder("settings", SettingChange, _of(SettingChange, "actor_id")),
    Holder("promises", FollowUp, _promises),
    Holder("series", Series, _of(Series, "organizer_id", "other_id")),
    Holder("meetings", MeetingNote, _of(MeetingNote, "person_id")),
    Holder("meetings", SharedNote, _of(SharedNote, "author_id")),
    Holder("meetings", SeriesSide, _of(SeriesSide, "person_id")),
    Holder("items", AgendaItem, _of(AgendaItem, "author_id")),
    Holder("items", ReconnectWish, _of(ReconnectWish, "person_id")),
    Holder("preparations", Preparation, _of(Preparation, "person_id")),
    Holder("written", Shoutout, _of(Shoutout, "author_id")),
    Holder("received", ShoutoutReceiver, _thanks),
    Holder("questions", QuestionShown, _of(QuestionShown, "asker_id")),
    Holder("questions", QuestionRhythm, _of(QuestionRhythm, "person_id")),
    Holder("sides", OwnSide, _of(OwnSide, "person_id")),
    Holder("sides", Expectation, _of(Expectation, "person_id")),
    Holder("acts", Act, _of(Act, "person_id")),
    Holder("acts", ActReminder, _of(ActReminder, "person_id")),
    Holder("acts", OwnPresenceAct, _of(OwnPresenceAct, "person_id")),
    Holder("acts", PresenceShown, _of(PresenceShown, "person_id")),
    Holder("drafts", ActDraft, _of(ActDraft, "person_id")),
    Holder("drafts", HandedWords, _of(HandedWords, "person_id")),
    Holder("pairs", Pair, _of(Pair, "person_id")),
    Holder("pairs", Rest, _of(Rest, "person_id")),
    Holder("pairs", BlockedPerson, _of(BlockedPerson, "person_id")),
    Holder("told", Card, _of(Card, "person_id")),
    Holder("told", Digest, _of(Digest, "person_id")),
    Holder("told", MeetingPrompt, _of(MeetingPrompt, "person_id")),
    Holder("told", HomeOpening, _of(HomeOpening, "person_id")),
    Holder("told", Export, _of(Export, "person_id")),
)
"""Every table with something of a person's. What others keep about somebody is not among it."""


EXCEPTIONS = {
    "meetings": "they belong to a series, which is on the list; who closed one is shown to nobody",
    "card_lines": "they belong to a card, which is on the list",
    "people": "what Slack says of everybody: it stands above the list",
    "outbox_messages": "what is on its way; its words go with it, or a fortnight later; kept for 90 days",
    "pilot_people": "the admins' list of who tries Tend out",
}
"""Tables with a person in them that are not on the list, each with the reason."""
