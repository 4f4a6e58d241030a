"""The first screen of an act: who it is about, what it is like from one's side, and what to do."""

import secrets
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from bot.features.people import directory, reporting_lines
from bot.features.people.models import Relation
from bot.features.people.reader import Reader
from bot.features.reconnections import exits, sides
from bot.features.reconnections.acts.actions import Action
from bot.features.reconnections.acts.draft import Draft, Step
from bot.features.reconnections.acts.place import Place
from bot.features.reconnections.content.openers import ACTS, Act
from bot.features.reconnections.models import Side
from bot.features.reconnections.pressing import chosen
from bot.platform.errors import UserError
from bot.platform.inbound import forms as filled_in
from bot.platform.inbound.asker import Body
from bot.platform.slack import block_elements as elements
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.block_parts import option
from bot.platform.templating import words

FIRST = "reconnections.first"
LONGEST_LABEL = 40
# As long as fits a signed column of eight bytes.
_TOKEN_BITS = 62


@dataclass(frozen=True, slots=True)
class Given:
    """What stands on the screen already. ``asks_relation``: they never said what the other is to them."""

    about_id: str | None = None
    label: str = ""
    side: Side | None = None
    act: Act | None = None
    relation: Relation | None = None
    asks_relation: bool = True


def given(session: Session, reader: Reader, place: Place, draft: Draft | None) -> Given:
    """What to begin with: the draft, or whom the command named and what was said of them before."""
    if draft is not None and not place.is_anew:
        on_it = Given(draft.about_id, draft.label, draft.side, draft.act, draft.relation)
    else:
        about_id = place.about_id
        side = sides.side_of(session, reader, about_id=about_id) if about_id else None
        on_it = Given(about_id, side=side)
    return replace(on_it, asks_relation=_relation(session, reader, on_it.about_id) is None)


def given_on(session: Session, reader: Reader, body: Body) -> Given:
    """What the screen that was pressed on holds so far."""
    about_id = filled_in.chosen(body, "about_id")
    side, act = filled_in.chosen(body, "side"), filled_in.chosen(body, "act")
    relation = filled_in.chosen(body, "relation")
    return Given(
        about_id,
        filled_in.text(body, "label"),
        Side(side) if side else None,
        Act(act) if act else None,
        Relation(relation) if relation else None,
        asks_relation=_relation(session, reader, about_id) is None,
    )


def form(place: Place, on_it: Given) -> Block:
    """The screen. Of the acts, the two that suit the state stand first; one that does not fit is left out."""
    said = words("reconnections/first")
    every_side = {side: option(words("reconnections/side").plain(side), value=side) for side in Side}
    fitting = ACTS[state] if (state := sides.state_of(on_it.side)) else tuple(Act)
    every_act = {
        act: option(said.plain(act), value=act, description=said.plain(f"{act}_more")) for act in fitting
    }
    fields = [
        block_kit.input_(
            said.plain("about"),
            element=elements.users_select(Action.WHO, initial=on_it.about_id),
            block_id="about_id",
            hint=said.plain("about_hint"),
            optional=True,
            dispatch=True,
        ),
        block_kit.input_(
            said.plain("side"),
            element=elements.radio_buttons(
                Action.SIDE,
                options=list(every_side.values()),
                initial=every_side[on_it.side] if on_it.side else None,
            ),
            block_id="side",
            hint=said.plain("side_hint"),
            dispatch=True,
        ),
        block_kit.input_(
            said.plain("act"),
            element=elements.radio_buttons(
                "act",
                options=list(every_act.values()),
                initial=every_act.get(on_it.act) if on_it.act else None,
            ),
            block_id="act",
            hint=said.plain("act_hint"),
        ),
    ]
    if on_it.about_id is None:
        fields.insert(1, _label_field(on_it.label))
    if on_it.asks_relation:
        fields.append(_relation_field(on_it.relation))
    question = block_kit.button(said.plain("question"), action_id=Action.QUESTION)
    return block_kit.modal(
        said.plain("title"),
        blocks=[*fields, block_kit.actions([question], block_id="instead"), exits.row()],
        callback_id=FIRST,
        submit=said.plain("submit"),
        close=said.plain("close"),
        private_metadata=place.packed(),
    )


def chosen_on(session: Session, reader: Reader, body: Body) -> Draft:
    """What was filled in, as a new draft. Raises UserError at the field, and NobodyToTurnTo."""
    said = words("reconnections/first")
    about_id = filled_in.chosen(body, "about_id")
    label = "" if about_id else " ".join(filled_in.text(body, "label").split())[:LONGEST_LABEL]
    if about_id:
        _colleague(session, reader, about_id)
    elif not label:
        raise UserError(said.plain("nobody"), field="about_id")
    side, act = chosen(Side, body, "side"), chosen(Act, body, "act")
    state = sides.state_of(side)
    if state is not None and act not in ACTS[state]:
        raise UserError(said.plain("does_not_fit"), field="act")
    known = _relation(session, reader, about_id)
    return Draft(
        about_id=about_id,
        label=label,
        side=side,
        act=act,
        # What was known when the form was drawn may be known no more: then it is asked for, at its field.
        relation=known or chosen(Relation, body, "relation"),
        step=Step.GATES if act is Act.OWN else Step.WORDS,
        token=secrets.randbits(_TOKEN_BITS),
    )


def _label_field(label: str) -> Block:
    said = words("reconnections/first")
    return block_kit.input_(
        said.plain("label"),
        element=elements.plain_text_input("label", initial=label or None, max_length=LONGEST_LABEL),
        block_id="label",
        hint=said.plain("label_hint"),
        optional=True,
    )


def _relation_field(relation: Relation | None) -> Block:
    options = {each: option(words("reconnections/side").plain(each), value=each) for each in Relation}
    return block_kit.input_(
        words("reconnections/first").plain("relation"),
        element=elements.radio_buttons(
            "relation",
            options=list(options.values()),
            initial=options[relation] if relation else None,
        ),
        block_id="relation",
    )


def _relation(session: Session, reader: Reader, about_id: str | None) -> Relation | None:
    if about_id is None:
        return None
    return reporting_lines.relation_to(
        session, reader.workspace_id, person_id=reader.person_id, other_id=about_id
    )


def _colleague(session: Session, reader: Reader, about_id: str) -> None:
    directory.colleague(session, reader.workspace_id, asker_id=reader.person_id, person_id=about_id)
