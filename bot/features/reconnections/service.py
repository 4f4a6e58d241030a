"""The verbs of reconnecting: tell how it is, be shown a question, promise a small act."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from bot.features.follow_ups import service as follow_ups
from bot.features.follow_ups.models import FollowUp, Origin
from bot.features.people import directory, reporting_lines
from bot.features.people.models import Persistence, Person, Relation
from bot.features.people.reader import Reader
from bot.features.questions import service as questions
from bot.features.questions.bank import Bank, Direction, FollowUpQuestion, State
from bot.features.questions.choosing import two_follow_ups
from bot.features.questions.eligibility import Felt
from bot.features.questions.history import Outcome
from bot.features.questions.models import QuestionShown
from bot.features.reconnections import rhythms, sides
from bot.features.reconnections.models import Side
from bot.features.relationships import service as relationships
from bot.features.relationships.models import Kind
from bot.platform.errors import UserError
from bot.platform.templating import words


class NotAnswerable(UserError):
    """The question, or what it would be chosen by, is not there any more."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question on somebody's screen, with all that stands around it. ``reason`` is plain text."""

    about: Person
    shown_id: int
    text: str
    has_blank: bool
    follow_ups: tuple[FollowUpQuestion, FollowUpQuestion]
    reason: str
    direction: Direction


def tell_side(
    session: Session, reader: Reader, *, about_id: str, side: Side, relation: Relation | None
) -> None:
    """Keep how it is with ``about_id`` and, if it was asked, what they are to the reader.

    Raises NobodyToTurnTo.
    """
    sides.say(session, reader, about_id=about_id, side=side)
    if relation is not None:
        reporting_lines.say(
            session,
            reader.workspace_id,
            person_id=reader.person_id,
            other_id=about_id,
            relation=relation,
            now=reader.now,
        )


def present(session: Session, bank: Bank, reader: Reader, *, about_id: str) -> Asking | None:
    """The question that waits for the reader's answer, or the next; None when all have been seen for now.

    Raises NobodyToTurnTo, and NotAnswerable when the reader has not said how it is.
    """
    about, direction, state = _ground(session, reader, about_id)
    shown = questions.present_question(
        session,
        bank,
        reader=reader,
        about_id=about_id,
        direction=direction,
        state=state,
        felt=_felt(session, reader, about_id),
    )
    return _asking(session, bank, reader, about, shown)


def present_another(
    session: Session, bank: Bank, reader: Reader, *, about_id: str, than_id: int
) -> Asking | None:
    """Another question than the one of that id. A second press of the same button brings no third."""
    about, direction, state = _ground(session, reader, about_id)
    latest = questions.latest(session, reader=reader, about_id=about_id)
    if latest is None or latest.id != than_id:
        return present(session, bank, reader, about_id=about_id)
    shown = questions.next_question(
        session,
        bank,
        reader=reader,
        about_id=about_id,
        direction=direction,
        state=state,
        felt=_felt(session, reader, about_id),
    )
    return _asking(session, bank, reader, about, shown)


def pressed(session: Session, reader: Reader, *, shown_id: int) -> QuestionShown:
    """The question of that id, if it is this reader's. Raises NotAnswerable."""
    shown = questions.found(session, reader=reader, shown_id=shown_id)
    if shown is None:
        raise NotAnswerable(words("reconnections/refusals").plain("question_gone"))
    return shown


def answer(session: Session, reader: Reader, *, shown_id: int, outcome: Outcome) -> None:
    """Note what became of a question; *I asked it* is an act towards the other. Raises NotAnswerable."""
    shown = pressed(session, reader, shown_id=shown_id)
    questions.answer(shown, outcome=outcome)
    if shown.outcome == Outcome.ASKED:
        relationships.log_act(
            session,
            reader.workspace_id,
            person_id=reader.person_id,
            about_id=shown.about_id,
            kind=Kind.QUESTION,
            key=f"question:{shown.id}",
            done_on=reader.today,
        )


def suggestion(session: Session, bank: Bank, reader: Reader, *, about: Person) -> str:
    """Words for a small act to start from: to ask what was shown last. Empty if nothing was."""
    shown = questions.latest(session, reader=reader, about_id=about.id)
    question = bank.question(shown.question_id) if shown else None
    if question is None:
        return ""
    return words("reconnections/act", name=about.name, question=question.text).plain("suggestion")


def promise_act(session: Session, reader: Reader, *, about_id: str, act: str, due_on: date) -> FollowUp:
    """Promise oneself a small act towards ``about_id``, nudged gently and seen by nobody else.

    Raises NobodyToTurnTo and NotAPromise.
    """
    directory.colleague(session, reader.workspace_id, asker_id=reader.person_id, person_id=about_id)
    return follow_ups.open_follow_up(
        session,
        reader.workspace_id,
        owner_id=reader.person_id,
        author_id=reader.person_id,
        with_id=about_id,
        is_shared=False,
        words=act,
        due_on=due_on,
        origin=Origin.RECONNECTION,
        persistence=Persistence.GENTLE,
        now=reader.now,
    )


def _ground(session: Session, reader: Reader, about_id: str) -> tuple[Person, Direction, State | None]:
    about = directory.colleague(session, reader.workspace_id, asker_id=reader.person_id, person_id=about_id)
    direction = sides.direction_to(session, reader, about_id=about_id)
    if direction is None:
        raise NotAnswerable(words("reconnections/refusals").plain("start_again"))
    return about, direction, sides.state_of(sides.side_of(session, reader, about_id=about_id))


def _felt(session: Session, reader: Reader, about_id: str) -> list[Felt]:
    return [Felt(felt) for felt in relationships.felt_with(session, reader, about_id=about_id)]


def _asking(
    session: Session, bank: Bank, reader: Reader, about: Person, shown: QuestionShown | None
) -> Asking | None:
    choice = questions.choice_of(bank, shown) if shown else None
    if shown is None or choice is None:
        return None
    rhythms.see(session, reader, about_id=about.id)
    return Asking(
        about=about,
        shown_id=shown.id,
        text=choice.question.text,
        has_blank=choice.question.has_blank,
        follow_ups=two_follow_ups(bank, choice.question, choice.step),
        reason=questions.why(choice, name=about.name),
        direction=choice.question.direction,
    )
