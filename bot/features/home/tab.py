"""The Home tab: what is open with me, and the settings; a word of welcome before that."""

from enum import StrEnum

from sqlalchemy.orm import Session

from bot.features.home.sections import SECTIONS
from bot.features.people import days_off, enrolments
from bot.features.people.models import Enrolment
from bot.features.people.reader import Reader
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


class Action(StrEnum):
    """What can be pressed on the Home tab itself."""

    START = "home.start"
    HOLDS = "home.holds"
    NOT_FOR_ME = "home.not_for_me"
    SETTINGS = "home.settings"
    THANKS = "home.thanks"
    PAUSE = "home.pause"
    RESUME = "home.resume"
    STOP = "home.stop"


def view(session: Session, reader: Reader) -> Block:
    """The tab as it stands now for the reader."""
    chosen = enrolments.enrolment(session, reader.workspace_id, reader.person_id)
    if chosen is None or chosen.enrolled_at is None:
        return block_kit.home(_welcome())
    blocks = _state(session, chosen, reader)
    for section in SECTIONS:
        part = section(session, reader)
        if part:
            blocks += [block_kit.divider(), *part]
    return block_kit.home(blocks)


def holds() -> Block:
    """What Tend would keep about somebody, before they say yes."""
    said = words("home/tab")
    return block_kit.modal(
        said.plain("holds"),
        blocks=[block_kit.section(said["holds_text"])],
        callback_id="home.holds",
        close=said.plain("close"),
    )


def not_for_me() -> Block:
    """The answer to *Not for me*; nothing is kept."""
    said = words("home/tab")
    return block_kit.modal(
        said.plain("not_for_me"),
        blocks=[block_kit.section(said["not_for_me_text"])],
        callback_id="home.not_for_me",
        close=said.plain("close"),
    )


def _welcome() -> list[Block]:
    said = words("home/tab")
    return [
        block_kit.header(said.plain("title")),
        block_kit.section(said["welcome"]),
        block_kit.actions(
            [
                block_kit.button(said.plain("start"), action_id=Action.START, style="primary"),
                block_kit.button(said.plain("holds"), action_id=Action.HOLDS),
                block_kit.button(said.plain("not_for_me"), action_id=Action.NOT_FOR_ME),
            ]
        ),
    ]


def _state(session: Session, chosen: Enrolment, reader: Reader) -> list[Block]:
    said = words("home/tab", at=chosen.card_at, until=chosen.paused_until, day=reader.today)
    quiet = enrolments.is_paused(chosen, zone=reader.zone, now=reader.now)
    if chosen.stopped_at is not None:
        state = "stopped"
    elif quiet:
        state = "paused" if chosen.next_card_at is None else "paused_until"
    else:
        state = "awake"
    buttons = [
        block_kit.button(said.plain("settings"), action_id=Action.SETTINGS),
        block_kit.button(said.plain("thanks_settings"), action_id=Action.THANKS),
    ]
    if quiet:
        buttons.append(block_kit.button(said.plain("resume"), action_id=Action.RESUME, style="primary"))
    else:
        buttons.append(block_kit.button(said.plain("pause"), action_id=Action.PAUSE))
        buttons.append(block_kit.button(said.plain("stop"), action_id=Action.STOP))
    return [
        block_kit.header(said.plain("today")),
        block_kit.context(said[state]),
        *_days_off(session, chosen, reader),
        block_kit.actions(buttons),
    ]


def _days_off(session: Session, chosen: Enrolment, reader: Reader) -> list[Block]:
    coming = days_off.days_off_of(session, reader.workspace_id, reader.person_id, now=reader.now)
    told = []
    if coming:
        said = words("home/away", days=days_off.spoken(coming[0], today=reader.today))
        told.append(said["state_away"])
    if chosen.country:
        told.append(words("home/away", country=chosen.country)["state_holidays"])
    return [block_kit.context(" · ".join(told))] if told else []
