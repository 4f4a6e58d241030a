"""Promises and small acts in the digest: what is open on either side, and what became of acts this week."""

from bot.features.digest.parts import Lines, Part
from bot.features.digest.reading import Week
from bot.features.follow_ups import blocks as promise_blocks
from bot.features.follow_ups.models import FollowUp, Origin, State
from bot.features.follow_ups.own_weeks import ended_on
from bot.features.one_on_ones.actions import Action
from bot.features.reconnections.acts.actions import Action as ActAction
from bot.features.relationships.models import Kind
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

_PLANNED_ACTS = (Origin.RECONNECTION, Origin.OWN_PART)
# Meetings and thanks have lines of their own.
_ACTS = (Kind.NAME, Kind.ASK, Kind.THANK, Kind.OWN, Kind.QUESTION, Kind.PRESENCE, Kind.TALKED)


def promises(week: Week) -> list[Part]:
    """What the reader promised and has not done, and what was promised to them on a shared agenda."""
    mine = [each for each in week.promises.mine if each.origin not in _PLANNED_ACTS]
    theirs = week.promises.theirs
    said = words("digest/promises", mine=len(mine), theirs=len(theirs))
    found: list[Part] = []
    if mine:
        found.append(Part(said["line"], said.plain("heading"), _listed(mine, week), more_at="/followups"))
    if theirs:

        def lines() -> list[list[Block]]:
            return [_promised(each, week) for each in theirs]

        found.append(Part("" if mine else said["line"], said.plain("to_you"), lines, more_at="/followups"))
    return found


def acts(week: Week) -> list[Part]:
    """The reader's own small acts: those planned, and those of the last seven days, done or let go."""
    planned = [each for each in week.promises.mine if each.origin in _PLANNED_ACTS]
    ended = [
        each
        for each in week.promises.ended
        if each.origin in _PLANNED_ACTS and ended_on(each, week.reader) >= week.lately
    ]
    let_go = [each for each in ended if each.state == State.LET_GO]
    done = [act for act in week.noted.acts if act.kind in _ACTS and act.done_on >= week.lately]
    # Acts towards somebody unnamed stand in nobody's log, and neither does a part that was put right.
    unlogged = sum(
        each.state == State.DONE and (each.with_id is None or each.origin == Origin.OWN_PART)
        for each in ended
    )
    if not planned and not let_go and not done and not unlogged:
        return []
    said = words(
        "digest/acts",
        planned=len(planned),
        done=len(done) + unlogged,
        let_go=len(let_go),
        with_ids=sorted({act.about_id for act in done}),
    )

    def lines() -> list[list[Block]]:
        another = block_kit.button(said.plain("another"), action_id=ActAction.BEGIN)
        lately = [block_kit.section(said["lately"], accessory=another)]
        return [*([lately] if done or unlogged or let_go else []), *_listed(planned, week)()]

    return [Part(said["line"], said.plain("heading"), lines, more_at="/followups")]


def _listed(promises: list[FollowUp], week: Week) -> Lines:
    return lambda: [promise_blocks.listed_line(each, today=week.reader.today) for each in promises]


def _promised(follow_up: FollowUp, week: Week) -> list[Block]:
    """Only its owner can answer it; the reader can talk about it."""
    line, *more = promise_blocks.promised_line(
        follow_up, viewer_id=week.reader.person_id, today=week.reader.today
    )
    agenda = block_kit.button(
        words("digest/one_on_ones").plain("agenda"), action_id=Action.AGENDA, value=follow_up.owner_id
    )
    return [line | {"accessory": agenda}, *more]
