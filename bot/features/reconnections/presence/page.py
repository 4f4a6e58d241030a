"""Small acts on one page: the one at hand, one's own, and whether one comes a week."""

from sqlalchemy.orm import Session

from bot.features.people.reader import Reader
from bot.features.reconnections import exits
from bot.features.reconnections.around.actions import talked_select
from bot.features.reconnections.presence import blocks, weekly
from bot.features.reconnections.presence.actions import OWN_FORM, PAGE, Action
from bot.features.reconnections.presence.glance import act_for_today
from bot.features.reconnections.presence.own_acts import LONGEST, own_acts
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


def page(session: Session, reader: Reader, *, news: list[Block] | None = None) -> Block:
    """The page as it stands now. ``news`` stands in the place of the act: what became of it just now."""
    said = words("reconnections/presence")
    return block_kit.modal(
        said.plain("title"),
        blocks=[
            block_kit.section(said["lead"]),
            *_this_week(session, reader, news),
            block_kit.divider(),
            *_own(session, reader),
            block_kit.divider(),
            block_kit.section(said["talked_lead"]),
            block_kit.actions([talked_select()], block_id="talked"),
            exits.row(),
        ],
        callback_id=PAGE,
        close=said.plain("close"),
    )


def own_form() -> Block:
    """One more of one's own."""
    said = words("reconnections/presence")
    return block_kit.modal(
        said.plain("own_title"),
        blocks=[
            block_kit.input_(
                said.plain("own_words"),
                element=elements.plain_text_input("words", max_length=LONGEST, focus=True),
                block_id="words",
                hint=said.plain("own_hint"),
            ),
            exits.row(),
        ],
        callback_id=OWN_FORM,
        submit=said.plain("own_submit"),
        close=said.plain("own_close"),
    )


def on_home(session: Session, reader: Reader) -> list[Block]:
    """The act at hand with its buttons, or how to have one a week; what is one's own is uncovered there."""
    said = words("reconnections/presence")
    choice = weekly.choice_of(session, reader)
    given = weekly.at_hand(session, reader)
    if given is not None:
        return blocks.uncovered(given, may_stop=False)
    if choice is None:
        button = block_kit.button(said.plain("begin"), action_id=Action.BEGIN)
        return [*_for_today(session, reader), block_kit.section(said["home_offer"], accessory=button)]
    button = block_kit.button(said.plain("open"), action_id=Action.OPEN)
    text = words("reconnections/presence", next_on=max(choice.next_on, reader.today))["next"]
    return [block_kit.section(text, accessory=button)]


def _this_week(session: Session, reader: Reader, news: list[Block] | None) -> list[Block]:
    said = words("reconnections/presence")
    choice = weekly.choice_of(session, reader)
    if choice is None:
        button = block_kit.button(said.plain("begin"), action_id=Action.BEGIN, style="primary")
        thought = news if news is not None else _for_today(session, reader)
        return [*thought, block_kit.actions([button], block_id="presence:begin")]
    given = weekly.at_hand(session, reader)
    if given is not None:
        return blocks.uncovered(given, may_stop=True)
    text = words("reconnections/presence", next_on=max(choice.next_on, reader.today))["next"]
    buttons = [
        block_kit.button(said.plain("now"), action_id=Action.NOW),
        block_kit.button(said.plain("stop"), action_id=Action.STOP),
    ]
    return [*(news or []), block_kit.section(text), block_kit.actions(buttons, block_id="presence:next")]


def _for_today(session: Session, reader: Reader) -> list[Block]:
    """A thought for the day, for whoever has not asked for one a week: another one tomorrow, none kept."""
    thought = act_for_today(session, reader)
    if thought is None:
        return []
    return [block_kit.section(words("reconnections/presence", words=thought.text)["for_today"])]


def _own(session: Session, reader: Reader) -> list[Block]:
    said = words("reconnections/presence")
    found = [block_kit.section(said["own_heading"])]
    for act in own_acts(session, reader):
        button = block_kit.button(said.plain("take_out"), action_id=Action.TAKE_OUT, value=str(act.id))
        text = words("reconnections/presence", words=act.words)["own_line"]
        found.append(block_kit.section(text, accessory=button, block_id=f"own_act:{act.id}"))
    add = block_kit.button(said.plain("add_own"), action_id=Action.ADD_OWN)
    return [*found, block_kit.actions([add], block_id="own_acts")]
