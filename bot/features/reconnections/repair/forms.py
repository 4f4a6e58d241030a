"""The two screens of putting something right: what is asked first, and the pieces of the message."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.features.people.reader import Reader
from bot.features.reconnections import exits
from bot.features.reconnections.acts.draft import Draft, Step
from bot.features.reconnections.acts.forms import at_rest, back
from bot.features.reconnections.acts.place import Place
from bot.features.reconnections.acts.wording import LONGEST_WHOLE, NotReady, checked
from bot.features.reconnections.content.library import content_for
from bot.features.reconnections.content.repair import Gate, GateAnswer, Leads, Need, Repair, RepairField
from bot.features.reconnections.repair import composing
from bot.platform.errors import UserError
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Body
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import words

GATES = "reconnections.repair_gates"
PIECES = "reconnections.repair_pieces"
OPEN_PIECE = "reconnections.repair_open:"
"""What the action_id of a button begins with that brings a piece which is not there by itself."""

# Judgement: a piece is a sentence or two.
LONGEST_PIECE = 500
_ENDS = "ends"


def gates(reader: Reader, place: Place, draft: Draft) -> Block:
    """What is asked before anything is written."""
    repair = content_for(reader.language).repair
    said = words("reconnections/repair")
    steadiers = block_kit.rich_text([block_kit.rich_text_list([line.text for line in repair.steadiers])])
    return _form(
        GATES,
        [
            block_kit.section(said["formal"], block_id="formal"),
            *[_gate(gate, draft.answers.get(gate.id)) for gate in composing.questions_before(repair)],
            steadiers,
            exits.row(back(Step.FIRST)),
        ],
        place,
    )


def answers_on(repair: Repair, body: Body) -> dict[str, GateAnswer]:
    """What was answered, by the id of the question. Raises UserError at the question that was left open."""
    found: dict[str, GateAnswer] = {}
    for gate in composing.questions_before(repair):
        field = f"gate:{gate.id}"
        value = filled_in.chosen(body, field)
        answer = next((each for each in gate.answers if each.id == value), None)
        if answer is None:
            raise UserError(words("reconnections/refusals").plain("choose"), field=field)
        found[gate.id] = answer
    return found


def pieces(
    reader: Reader, place: Place, draft: Draft, *, name: str, rests_until: date | None = None
) -> Block:
    """The pieces in their order; what is not there by itself waits behind a button.

    ``rests_until``: openers for that person rest, and no words are offered before that day.
    """
    repair = content_for(reader.language).repair
    said = words("reconnections/repair", name=name)
    fields = repair.fields_for(power=draft.has_power)
    offers = rests_until is None
    blocks = [block_kit.section(said["lead"])]
    if rests_until is not None:
        blocks.append(at_rest(rests_until))
    if draft.has_power and repair.power_notes:
        notes = [line.text for line in repair.power_notes]
        blocks.append(block_kit.rich_text([block_kit.rich_text_list(notes)], block_id="power"))
    blocks += [block_kit.context(note) for note in _told(repair, draft)]
    closed = []
    for field in _written(fields):
        is_open = field.need is Need.REQUIRED or field.id in place.opened or draft.pieces.get(field.id)
        if is_open:
            blocks.append(_piece(field, draft.pieces, offers=offers))
        else:
            closed.append(field)
    blocks.append(_ends(fields, draft.pieces, offers=offers))
    if closed:
        blocks.append(block_kit.actions([_open(field) for field in closed], block_id="closed"))
    return _form(PIECES, [*blocks, exits.row(back(Step.GATES))], place)


def with_pieces_on(reader: Reader, body: Body, draft: Draft) -> Draft:
    """The draft with what the screen holds, as it is: nothing is refused."""
    fields = content_for(reader.language).repair.fields_for(power=draft.has_power)
    ends = filled_in.several(body, _ENDS)
    held: dict[str, str] = {}
    for field in fields:
        if field.need is Need.ON:
            held[field.id] = field.prompt if field.id in ends else ""
        elif text := composing.given(field, filled_in.text(body, _block_id(field))):
            held[field.id] = text
    return replace(draft, pieces=held)


def check_pieces(reader: Reader, draft: Draft) -> None:
    """Raises NotReady at a piece that is missing, unfilled or too long, and at the first for the whole."""
    fields = content_for(reader.language).repair.fields_for(power=draft.has_power)
    for field in fields:
        text = draft.pieces.get(field.id, "")
        if field.need is Need.ON or not (text or field.need is Need.REQUIRED):
            continue
        checked(text, field=_block_id(field))
        most = field.most_sentences
        if most is not None and composing.sentences(text) > most:
            refusal = words("reconnections/repair", most=most).plain("too_many_sentences")
            raise NotReady(refusal, field=_block_id(field))
    checked(composing.whole(fields, draft.pieces), field=_block_id(fields[0]), longest=LONGEST_WHOLE)


def _gate(gate: Gate, given: str | None) -> Block:
    options = {answer.id: option(answer.text, value=answer.id) for answer in gate.answers}
    # Only a question on whose answer something hangs at once has to be answered by hand.
    stops = any(answer.leads is not Leads.GO_ON for answer in gate.answers)
    initial = options.get(given or "") or (None if stops else next(iter(options.values())))
    return block_kit.input_(
        gate.text,
        element=elements.radio_buttons("gate", options=list(options.values()), initial=initial),
        block_id=f"gate:{gate.id}",
    )


def _told(repair: Repair, draft: Draft) -> list[str]:
    """What the answers given before call for, as mrkdwn."""
    return [
        words("reconnections/repair", says=answer.says)["told"]
        for gate in composing.questions_before(repair)
        for answer in gate.answers
        if answer.says and draft.answers.get(gate.id) == answer.id and answer.leads is Leads.GO_ON
    ]


def _written(fields: tuple[RepairField, ...]) -> list[RepairField]:
    """The pieces that are written: those that come last on the screen are the hidden ones."""
    typed = [field for field in fields if field.need is not Need.ON]
    return sorted(typed, key=lambda field: field.need is Need.HIDDEN)


def _piece(field: RepairField, given: Mapping[str, str], *, offers: bool) -> Block:
    return block_kit.input_(
        field.title,
        element=elements.plain_text_input(
            "piece",
            initial=given.get(field.id) or (field.prompt if offers else None),
            multiline=True,
            max_length=LONGEST_PIECE,
        ),
        block_id=_block_id(field),
        hint=field.why,
        optional=field.need is not Need.REQUIRED,
    )


def _ends(fields: tuple[RepairField, ...], given: Mapping[str, str], *, offers: bool) -> Block:
    offered = [field for field in fields if field.need is Need.ON]
    options = {field.id: option(field.prompt, value=field.id) for field in offered}
    # What was never looked at is on, unless no words are offered; what was taken out stays out.
    initial = [
        options[field.id] for field in offered if given.get(field.id, field.prompt if offers else "") != ""
    ]
    return block_kit.input_(
        words("reconnections/repair").plain("ends"),
        element=elements.checkboxes(_ENDS, options=list(options.values()), initial=initial),
        block_id=_ENDS,
        optional=True,
    )


def _open(field: RepairField) -> Block:
    said = words("reconnections/repair", title=field.title)
    return block_kit.button(said.plain("add"), action_id=f"{OPEN_PIECE}{field.id}")


def _block_id(field: RepairField) -> str:
    return f"piece:{field.id}"


def _form(callback_id: str, blocks: list[Block], place: Place) -> Block:
    said = words("reconnections/first")
    return block_kit.modal(
        words("reconnections/repair").plain("title"),
        blocks=blocks,
        callback_id=callback_id,
        submit=said.plain("submit"),
        close=said.plain("close"),
        private_metadata=place.packed(),
    )
