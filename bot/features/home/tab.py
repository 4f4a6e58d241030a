"""The Home tab: what is open with me, and the settings; a word of welcome before that."""

from enum import StrEnum

from sqlalchemy.orm import Session

from bot.features.figures import on_home as figures
from bot.features.home.admins import on_home as admins
from bot.features.home.pages import Pages, Part, page_of
from bot.features.home.sections import SECTIONS
from bot.features.home.what_comes import WHAT_COMES
from bot.features.one_on_ones import on_home as one_on_ones
from bot.features.people import days_off, enrolments
from bot.features.people.models import Enrolment
from bot.features.people.reader import Reader
from bot.features.workspace import pilot, switches
from bot.features.workspace.switches import Feature
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
    MY_DATA = "home.my_data"


def view(session: Session, reader: Reader, pages: Pages) -> Block:
    """The tab as it stands now for the reader, each long list on the page that ``pages`` says."""
    chosen = enrolments.enrolment(session, reader.workspace_id, reader.person_id)
    is_welcome = pilot.may_use(session, reader.workspace_id, reader.person_id)
    if not is_welcome:
        blocks = _tried_out_by_others(chosen)
    elif chosen is None or chosen.enrolled_at is None:
        blocks = [*_welcome(), *_invited(session, reader, pages)]
    else:
        blocks = _state(session, chosen, reader)
        for section in SECTIONS:
            part = section(session, reader, pages)
            if part:
                blocks += [block_kit.divider(), *part]
        blocks += [block_kit.divider(), *_settings(chosen, reader)]
    shared = figures.section(session, reader) if is_welcome else []
    if shared:
        blocks += [block_kit.divider(), *shared]
    decided = admins.section(session, reader)
    if decided:
        blocks += [block_kit.divider(), *decided]
    return block_kit.home(blocks, private_metadata=pages.packed())


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


def _tried_out_by_others(chosen: Enrolment | None) -> list[Block]:
    """For whoever is not on the pilot list: what this is, that it waits, and the ways out.

    They may be thanked all the same, and whoever was on the list before has something here.
    """
    said = words("home/tab")
    buttons = [
        block_kit.button(said.plain("holds"), action_id=Action.HOLDS),
        block_kit.button(said.plain("thanks_settings"), action_id=Action.THANKS),
    ]
    if chosen is not None and chosen.enrolled_at is not None:
        buttons.append(block_kit.button(said.plain("my_data"), action_id=Action.MY_DATA))
        if chosen.stopped_at is None:
            buttons.append(block_kit.button(said.plain("stop"), action_id=Action.STOP))
    return [
        block_kit.header(said.plain("title")),
        block_kit.section(said["welcome"]),
        block_kit.section(pilot.NotInThePilot().words),
        block_kit.actions(buttons, block_id="ways_out"),
    ]


def _invited(session: Session, reader: Reader, pages: Pages) -> list[Block]:
    """What others have set up waits here, also for somebody who has not begun."""
    if not switches.is_on(session, reader.workspace_id, Feature.ONE_ON_ONES):
        return []
    waiting = page_of(one_on_ones.waiting(session, reader), Part.WAITING, pages)
    lines = one_on_ones.waiting_lines(reader, waiting.items)
    return [block_kit.divider(), *lines, *waiting.turns] if lines else []


def _state(session: Session, chosen: Enrolment, reader: Reader) -> list[Block]:
    said = words("home/tab", at=chosen.card_at, until=chosen.paused_until, day=reader.today)
    quiet = enrolments.is_paused(chosen, zone=reader.zone, now=reader.now)
    if chosen.stopped_at is not None:
        state = "stopped"
    elif quiet:
        state = "paused" if chosen.next_card_at is None else "paused_until"
    else:
        state = "awake"
    blocks = [
        block_kit.header(said.plain("today")),
        block_kit.context(said[state]),
        *_days_off(session, chosen, reader),
    ]
    if quiet:
        resume = block_kit.button(said.plain("resume"), action_id=Action.RESUME, style="primary")
        blocks.append(block_kit.actions([resume], block_id="resume"))
    return blocks


def _settings(chosen: Enrolment, reader: Reader) -> list[Block]:
    said = words("home/tab")
    buttons = [
        block_kit.button(said.plain("settings"), action_id=Action.SETTINGS),
        block_kit.button(said.plain("thanks_settings"), action_id=Action.THANKS),
        block_kit.button(said.plain("my_data"), action_id=Action.MY_DATA),
        block_kit.button(words("home/what_comes").plain("open"), action_id=WHAT_COMES),
    ]
    if not enrolments.is_paused(chosen, zone=reader.zone, now=reader.now):
        buttons.append(block_kit.button(said.plain("pause"), action_id=Action.PAUSE))
    if chosen.stopped_at is None:
        buttons.append(block_kit.button(said.plain("stop"), action_id=Action.STOP))
    return [block_kit.actions(buttons, block_id="settings")]


def _days_off(session: Session, chosen: Enrolment, reader: Reader) -> list[Block]:
    coming = days_off.days_off_of(session, reader.workspace_id, reader.person_id, now=reader.now)
    told = []
    if coming:
        said = words("home/away", days=days_off.spoken(coming[0], today=reader.today))
        told.append(said["state_away"])
    if chosen.country:
        told.append(words("home/away", country=chosen.country)["state_holidays"])
    return [block_kit.context(" · ".join(told))] if told else []
