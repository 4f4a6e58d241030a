"""What opens behind *it has been a while*: what was noted, what can be done, and now and then who starts."""

from datetime import date

from bot.features.reconnections import exits
from bot.features.reconnections.in_touch.actions import Action
from bot.features.reconnections.in_touch.service import Opened
from bot.features.relationships.drift import Standing
from bot.features.relationships.models import Act
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


def opened(found: Opened) -> Block:
    """How long it has been with somebody, in the words of the reader's own notes."""
    said = words("reconnections/in_touch")
    blocks = [block_kit.section(_how_long(found), block_id="how_long")]
    if found.stands is Standing.STOP:
        blocks.append(block_kit.section(said["keep_or_not"]))
    blocks.append(_deeds(found))
    if found.starts is not None:
        blocks += [
            block_kit.section(said[f"starts_{found.starts}"]),
            block_kit.actions([_button("fine", Action.FINE, found.pair.id)], block_id="starts"),
        ]
    return _page(said.plain("title"), [*blocks, block_kit.context(said["only_you"])])


def talked(act: Act) -> Block:
    """They talked. Who started it may be said, and need not."""
    said = words("reconnections/in_touch")
    who = (
        ("i_did", Action.I_STARTED),
        ("they_did", Action.THEY_STARTED),
        ("it_happened", Action.IT_HAPPENED),
    )
    buttons = [_button(part, action, act.id) for part, action in who]
    return _page(
        said.plain("noted_title"),
        [block_kit.section(said["talked_said"]), block_kit.actions(buttons, block_id="who_started")],
    )


def noted(part: str = "noted", *, until: date | None = None) -> Block:
    """A press was kept; ``part`` of the words says what follows from it."""
    said = words("reconnections/in_touch", until=until)
    return _page(said.plain("noted_title"), [block_kit.section(said[part])])


def every(days: float) -> str:
    """A rhythm in working days, as plain words inside a sentence."""
    return words("reconnections/in_touch", days=round(days)).plain("every")


def _how_long(found: Opened) -> str:
    pair, been = found.pair, found.been
    said = words(
        "reconnections/in_touch",
        about_id=pair.about_id,
        added_on=pair.added_on,
        last_on=been.last_on,
        today=found.today,
        chosen=pair.rhythm_days is not None,
        rhythm=every(been.rhythm) if been.rhythm else "",
    )
    if found.stands in (Standing.QUIET, Standing.DUE):
        return said["not_long" if been.last_on else "begun"]
    return said["drifted" if been.last_on else "never"]


def _deeds(found: Opened) -> Block:
    pair_id = found.pair.id
    buttons = [_button("talked", Action.TALKED, pair_id)]
    if found.stands is Standing.STOP:
        buttons += [
            _button("keep", Action.KEEP, pair_id),
            _button("change", Action.CHANGE, found.pair.about_id),
            _button("take_off", Action.TAKE_OFF, pair_id),
        ]
    else:
        buttons += [
            _button("act", Action.ACT, pair_id),
            _button("change", Action.CHANGE, found.pair.about_id),
            _button("let_go", Action.LET_GO, pair_id),
        ]
    if found.unanswered is not None:
        buttons.append(_button("no_answer", Action.NO_ANSWER, found.unanswered.id))
    return block_kit.actions(buttons, block_id="deeds")


def _button(part: str, action: Action, value: object) -> Block:
    said = words("reconnections/in_touch")
    return block_kit.button(said.plain(part), action_id=action, value=str(value))


def _page(title: str, blocks: list[Block]) -> Block:
    return block_kit.modal(
        title,
        blocks=[*blocks, exits.row()],
        callback_id="reconnections.page",
        close=words("reconnections/in_touch").plain("close"),
    )
