"""People in the digest: thanks that reached the reader, whom to thank, whom to ask, and a small act."""

from datetime import date

from bot.features.digest.parts import Part
from bot.features.digest.reading import Week
from bot.features.digest.week import week_of
from bot.features.reconnections.blocks import Action as QuestionAction
from bot.features.reconnections.presence.actions import Action as PresenceAction
from bot.features.relationships.models import Kind
from bot.features.shoutouts.actions import Action as ThanksAction
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

# Judgement: whom one has thanked within a month need not be named, and the same name all the time is nagging.
_LONG_AGO_DAYS = 28
_TAKE_TURNS = 3


def thanks(week: Week) -> list[Part]:
    """The thanks that reached the reader in the last seven days."""
    if not week.thanks:
        return []
    said = words("digest/thanks", count=len(week.thanks))

    def one(row_id: int, author_id: str, given_on: date) -> Block:
        told = words("digest/thanks", author_id=author_id, given_on=given_on)["received"]
        return _line(told, said.plain("read"), ThanksAction.READ, str(row_id))

    def lines() -> list[list[Block]]:
        return [[one(*each)] for each in week.thanks]

    return [Part(said["line"], said.plain("heading"), lines, more_at="/shoutout received")]


def one_name(week: Week) -> list[Part]:
    """For whoever wants that: one whom they lead or meet, and have not thanked by a shout-out for long."""
    named = whom_to_thank(week) if week.names_one else None
    if named is None:
        return []
    other_id, thanked_on = named
    said = words("digest/one_name", other_id=other_id, thanked_on=thanked_on)
    line = _line(said["thanked"], said.plain("thank"), ThanksAction.BEGIN, f"to:{other_id}")
    return [Part("", said.plain("heading"), lambda: [[line]], is_suggestion=True)]


def whom_to_thank(week: Week) -> tuple[str, date] | None:
    """Another one each week of the three whom it has been longest with, and the day; never one whom the
    reader has never thanked, nor one who rests."""
    reader = week.reader
    met = [one.series.other_end(reader.person_id) for one in week.series if not one.is_quiet]
    found = sorted(
        (thanked_on, other_id)
        for other_id in {*week.report_ids, *met} - week.noted.at_rest
        if (thanked_on := week.noted.latest.get((other_id, Kind.SHOUTOUT))) is not None
        and (reader.today - thanked_on).days >= _LONG_AGO_DAYS
    )[:_TAKE_TURNS]
    if not found:
        return None
    thanked_on, other_id = found[week_of(reader.today).toordinal() // 7 % len(found)]
    return other_id, thanked_on


def question(week: Week) -> list[Part]:
    """One question, for the relationship that has gone longest without one."""
    waiting = week.question
    if waiting is None:
        return []
    said = words("digest/question", about_id=waiting.about_id, since=waiting.since)
    line = _line(said["question"], said.plain("open"), QuestionAction.OPEN, str(waiting.rhythm_id))
    return [Part(said["line"], said.plain("heading"), lambda: [[line]])]


def act(week: Week) -> list[Part]:
    """One small act: the one that waits, or a thought for today."""
    if week.act is None:
        return []
    said = words("digest/act", words=week.act.text)
    told = said["waiting" if week.act.is_waiting else "for_today"]
    line = block_kit.section(
        told, accessory=block_kit.button(said.plain("open"), action_id=PresenceAction.OPEN)
    )
    return [Part("", said.plain("heading"), lambda: [[line]], is_suggestion=True)]


def _line(text: str, label: str, action_id: str, value: str) -> Block:
    return block_kit.section(text, accessory=block_kit.button(label, action_id=action_id, value=value))
