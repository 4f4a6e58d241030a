"""What Tend holds about a person at this moment, kind by kind: the one list of it, and how it is said."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.cards.models import Card
from bot.features.digest.models import Digest
from bot.features.follow_ups.models import FollowUp
from bot.features.home.models import HomeOpening
from bot.features.one_on_ones.agenda.models import AgendaItem, ReconnectWish
from bot.features.one_on_ones.calendar.models import CalendarFeed
from bot.features.one_on_ones.history.models import SharedNote
from bot.features.one_on_ones.models import Invitee, MeetingNote, MeetingPrompt, Series, SeriesSide
from bot.features.one_on_ones.preparation.models import Preparation
from bot.features.people.models import DaysOff, Enrolment, ReportingLine, TimeAway, ToldLine
from bot.features.people.reader import Reader
from bot.features.questions.models import QuestionShown
from bot.features.reconnections.acts.models import ActDraft, ActReminder, HandedWords
from bot.features.reconnections.expectations.models import Expectation
from bot.features.reconnections.models import OwnSide, QuestionRhythm
from bot.features.reconnections.presence.models import OwnPresenceAct, PresenceChoice, PresenceShown
from bot.features.relationships.models import Act, Pair, Rest
from bot.features.shoutouts.appreciating.models import AppreciationPrompt
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, ThanksPreference
from bot.features.workspace.models import Workspace
from bot.platform.database import Base
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

Whose = Callable[[str], sa.ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Holder:
    """One table with rows of somebody's, and which of them are theirs. ``kind``: the line they count for."""

    kind: str
    table: type[Base]
    whose: Whose


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
    Holder("told", Card, _of(Card, "person_id")),
    Holder("told", Digest, _of(Digest, "person_id")),
    Holder("told", MeetingPrompt, _of(MeetingPrompt, "person_id")),
    Holder("told", HomeOpening, _of(HomeOpening, "person_id")),
)
"""Every table with something of a person's. What others keep about somebody is not among it."""


def held(session: Session, reader: Reader) -> dict[str, int]:
    """How many rows of each kind are the reader's, in the order of the list; all of it in one query."""
    counts = [
        sa.select(sa.literal(number), sa.func.count())
        .select_from(holder.table)
        .where(_workspace(holder.table) == reader.workspace_id, holder.whose(reader.person_id))
        for number, holder in enumerate(HOLDERS)
    ]
    found = {number: count for number, count in session.execute(sa.union_all(*counts))}
    kinds = dict.fromkeys((holder.kind for holder in HOLDERS), 0)
    for number, holder in enumerate(HOLDERS):
        kinds[holder.kind] += found[number]
    return kinds


def page(kinds: dict[str, int], workspace: Workspace) -> Block:
    """What is held, a line a kind, and for how long, as a modal."""
    said = words(
        "home/holdings",
        states=workspace.keep_states_days,
        acts=workspace.keep_acts_days,
        thanks=workspace.keep_thanks_days,
    )
    lines = [words("home/holdings", count=count)[kind] for kind, count in kinds.items() if count]
    return block_kit.modal(
        said.plain("title"),
        blocks=[
            block_kit.section(said["from_slack"]),
            block_kit.section("\n".join([said["from_you"], *lines]) if lines else said["nothing"]),
            block_kit.section(said["how_long"]),
            block_kit.context(said["who_sees_it"]),
        ],
        callback_id="home.my_data",
        close=said.plain("close"),
    )


def _workspace(table: Any) -> sa.ColumnElement[str]:
    return sa.inspect(table).local_table.c.workspace_id  # type: ignore[no-any-return]
