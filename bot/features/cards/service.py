"""Make a person's card: gather what is due, put it into one message, tidy up the card before."""

from collections import defaultdict
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features.cards import blocks, speaking
from bot.features.cards.models import Card, CardLine
from bot.features.cards.sections import SECTIONS, Section
from bot.features.people import enrolments
from bot.features.people.models import Enrolment
from bot.features.people.reader import Reader, reader_of
from bot.features.workspace import switches
from bot.platform.delivery.models import OutboxMessage
from bot.platform.delivery.outbox import enqueue_change_of, enqueue_to_person
from bot.platform.slack.block_kit import Block
from bot.platform.slack.check import how_many_fit
from bot.platform.slack.message import Line
from bot.platform.working_time import zone_named

PURPOSE = blocks.PURPOSE
# Judgement: suggestions that nobody asked for today are welcome now and then, not daily.
_BETWEEN_SUGGESTIONS = timedelta(days=7)
# A card may come late, after an outage, but within the working day and never in the evening.
_LATEST_AFTER_ITS_HOUR = timedelta(hours=1)
# Judgement: so long may what it shows be out of date, by a promise kept or an item taken back.
_FRESH_FOR = timedelta(minutes=10)


def is_time(chosen: Enrolment, reader: Reader) -> bool:
    """Whether a card may reach the reader at this moment: their hour has come and work is not over."""
    local = reader.now.astimezone(zone_named(reader.zone))
    its_hour = datetime.combine(local.date(), chosen.card_at, tzinfo=local.tzinfo)
    work_ends = datetime.combine(local.date(), reader.working_time.closes, tzinfo=local.tzinfo)
    latest = max(work_ends, its_hour + _LATEST_AFTER_ITS_HOUR)
    return reader.working_time.is_working_day(local.date()) and its_hour <= local < latest


def make_card(session: Session, reader: Reader) -> Card | None:
    """Make today's card for the reader, unless nothing is due or they had one today."""
    before = _latest(session, reader)
    if before is not None and before.made_on >= reader.today:
        return None
    off = switches.features_off(session, reader.workspace_id)
    used = speaking.sections_for(
        session, reader, [section for section in SECTIONS if section.feature not in off]
    )
    told = [(section, section.lines(session, reader)) for section in used if not section.is_suggestion]
    only_suggestions = not any(lines for _, lines in told)
    if not only_suggestions or _suggestions_are_welcome(session, reader):
        told += [(section, section.lines(session, reader)) for section in used if section.is_suggestion]
    told, is_cut = _what_fits(session, reader, told)
    if not told:
        return None
    card = Card(
        workspace_id=reader.workspace_id,
        person_id=reader.person_id,
        made_on=reader.today,
        made_at=reader.now,
        only_suggestions=only_suggestions,
    )
    session.add(card)
    session.flush()
    _remember_lines(session, card, told)
    if before is not None:
        _take_buttons_away(session, before, reader)
    shown = [line for _, lines in told for line in lines]
    message = blocks.card(shown, today=reader.today, is_cut=is_cut)
    card.message_id = enqueue_to_person(
        session,
        message,
        workspace_id=reader.workspace_id,
        person_id=reader.person_id,
        purpose=PURPOSE,
        subject_id=card.id,
        now=reader.now,
    ).id
    return card


def still_wanted(session: Session, message: OutboxMessage, now: datetime) -> bool:
    """Whether the card still fits: the person wants it, it is still their working day, and it is fresh.

    One that comes too late is not sent; what it named comes on the next. One that has waited for more than
    ten minutes is made afresh, as things stand now, unless nothing is due any more.
    """
    workspace_id, person_id = message.workspace_id, message.person_id or ""
    if not enrolments.may_be_written_to(session, workspace_id, person_id, now=now):
        return False
    card = session.get_one(Card, message.subject_id)
    chosen = session.get_one(Enrolment, (workspace_id, person_id))
    reader = reader_of(session, workspace_id, person_id, now=now)
    fits_the_day = card.made_on == reader.today and is_time(chosen, reader)
    if fits_the_day and now - card.made_at <= _FRESH_FOR:
        return True
    _bring_again(session, card)
    if fits_the_day:
        _unmake(session, card)
        chosen.next_card_at = now
    session.flush()
    return False


def not_delivered(session: Session, message: OutboxMessage, now: datetime) -> None:
    """Slack will never take it: what it named comes with the next card, and nobody else is told."""
    card = session.get(Card, message.subject_id) if message.subject_id else None
    if card is not None:
        _bring_again(session, card)


def _bring_again(session: Session, card: Card) -> None:
    named = _named_on(session, card)
    reader_then = reader_of(session, card.workspace_id, card.person_id, now=card.made_at)
    for section in SECTIONS:
        if section.name in named:
            section.again(session, reader_then, named[section.name])


def _unmake(session: Session, card: Card) -> None:
    """Let the day be without a card again: nobody has seen this one."""
    session.execute(sa.delete(CardLine).where(CardLine.card_id == card.id))
    session.delete(card)


def _latest(session: Session, reader: Reader) -> Card | None:
    return session.scalars(
        sa.select(Card)
        .where(Card.workspace_id == reader.workspace_id, Card.person_id == reader.person_id)
        .order_by(Card.made_on.desc())
        .limit(1)
    ).first()


def _suggestions_are_welcome(session: Session, reader: Reader) -> bool:
    latest = session.scalar(
        sa.select(sa.func.max(Card.made_at)).where(
            Card.workspace_id == reader.workspace_id,
            Card.person_id == reader.person_id,
            Card.only_suggestions.is_(True),
        )
    )
    return latest is None or reader.now - latest >= _BETWEEN_SUGGESTIONS


def _what_fits(
    session: Session, reader: Reader, told: list[tuple[Section, list[Line]]]
) -> tuple[list[tuple[Section, list[Line]]], bool]:
    """What one message can hold, in the order of the sections; and whether something is left for the next.

    What is left does not count as told, so the next card brings it.
    """
    lines = [line for _, lines in told for line in lines]
    room = how_many_fit([line.blocks for line in lines], beside=blocks.BESIDE_THE_LINES)
    is_cut = room < len(lines)
    kept = []
    for section, its_lines in told:
        shown, left = its_lines[:room], its_lines[room:]
        room -= len(shown)
        if left:
            section.again(session, reader, {line.subject_id for line in left})
        if shown:
            kept.append((section, shown))
    return kept, is_cut


def _remember_lines(session: Session, card: Card, told: list[tuple[Section, list[Line]]]) -> None:
    session.add_all(
        CardLine(card_id=card.id, section=section.name, subject_id=subject_id)
        for section, lines in told
        for subject_id in {line.subject_id for line in lines}
    )


def _named_on(session: Session, card: Card) -> dict[str, list[int]]:
    named: dict[str, list[int]] = defaultdict(list)
    for line in session.scalars(sa.select(CardLine).where(CardLine.card_id == card.id)):
        named[line.section].append(line.subject_id)
    return named


def _take_buttons_away(session: Session, older: Card, reader: Reader) -> None:
    posted = session.get(OutboxMessage, older.message_id) if older.message_id else None
    if posted is None:
        return
    named = _named_on(session, older)
    quiet: list[Block] = []
    for section in SECTIONS:
        if section.name in named:
            quiet += section.afterwards(session, reader, named[section.name])
    message = blocks.older_card(quiet, made_on=older.made_on)
    enqueue_change_of(session, posted, message, purpose="cards.older_card", now=reader.now)
