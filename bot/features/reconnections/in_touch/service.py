"""The verbs of keeping in touch: open what a card hinted at, and choose how often, all at once."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from bot.features.people import directory, reporting_lines
from bot.features.people.reader import Reader
from bot.features.reconnections import rhythms
from bot.features.reconnections.models import QuestionRhythm, Rhythm
from bot.features.relationships import own_list, watching
from bot.features.relationships import service as relationships
from bot.features.relationships.drift import Standing
from bot.features.relationships.models import Act, Kind, Pair, Rest
from bot.features.relationships.starting import LOOKED_BACK, Starts
from bot.features.relationships.watching import While
from bot.features.shoutouts.receiving.received import thanked_by


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody on the list, and what the reader's own notes say about the two of them."""

    pair: Pair
    been: While
    starts: Starts | None
    unanswered: Act | None
    """The latest act that could have been answered, as long as nobody said that it was not."""
    today: date

    @property
    def stands(self) -> Standing:
        return self.been.stands


@dataclass(frozen=True, slots=True)
class Listed:
    """One of a person's people: how often a question comes, how often they mean to be in touch."""

    about_id: str
    question: QuestionRhythm | None
    pair: Pair | None
    rest: Rest | None
    unanswered: Act | None = None
    """The latest act that could have been answered; looked for only where one person is shown."""


def take_in_thanks(session: Session, reader: Reader) -> None:
    """Let thanks that reached the reader count as something between the two, begun by the other."""
    since = reader.today - LOOKED_BACK
    for row_id, author_id, given_on in thanked_by(session, reader, since=since):
        relationships.log_act(
            session,
            reader.workspace_id,
            person_id=reader.person_id,
            about_id=author_id,
            kind=Kind.SHOUTOUT,
            key=f"thanked:{row_id}",
            done_on=given_on,
            is_theirs=True,
        )


def open_pair(session: Session, reader: Reader, *, pair_id: int) -> Opened:
    """What there is to read about one on the list; who starts counts as said. Raises NotOnTheList."""
    take_in_thanks(session, reader)
    pair = own_list.owned(session, reader, pair_id=pair_id)
    starts = watching.who_starts(session, reader, pair)
    if starts is not None:
        pair.starts_told_on = reader.today
    return Opened(
        pair=pair,
        been=watching.while_with(session, reader, pair),
        starts=starts,
        unanswered=_unanswered(session, reader, pair.about_id),
        today=reader.today,
    )


def choose(
    session: Session,
    reader: Reader,
    *,
    about_id: str,
    question: Rhythm | None,
    is_listed: bool,
    rhythm_days: int | None,
) -> None:
    """How often a question about somebody comes, and how often the reader means to be in touch.

    Raises NobodyToTurnTo, TooManyPeers and TooManyPeople; then nothing is kept.
    """
    had = rhythms.with_(session, reader, about_id=about_id)
    if (had.rhythm if had else None) != question:
        rhythms.choose(session, reader, about_id=about_id, rhythm=question)
        if question is not None:
            relationships.end_rest(session, reader, about_id=about_id)
    if not is_listed:
        own_list.take_off(session, reader, about_id=about_id)
        return
    pair = own_list.pair_with(session, reader, about_id=about_id)
    if pair is None or pair.rhythm_days != rhythm_days:
        own_list.put_on(session, reader, about_id=about_id, rhythm_days=rhythm_days)


def people_of(session: Session, reader: Reader) -> list[Listed]:
    """The reader's people, by name: whom they lead, who leads them, and whomever they chose."""
    questions = {row.about_id: row for row in rhythms.rhythms_of(session, reader)}
    pairs = {pair.about_id: pair for pair in own_list.pairs_of(session, reader)}
    related = [
        *reporting_lines.managers_of(session, reader.workspace_id, reader.person_id),
        *reporting_lines.reports_of(session, reader.workspace_id, reader.person_id),
    ]
    ids = {person.id for person in related} | questions.keys() | pairs.keys()
    known = directory.people(session, reader.workspace_id, ids)
    return [
        Listed(
            person.id,
            questions.get(person.id),
            pairs.get(person.id),
            relationships.rest_of(session, reader, about_id=person.id),
        )
        for person in sorted(known.values(), key=lambda person: (person.name.casefold(), person.id))
    ]


def one_of(session: Session, reader: Reader, *, about_id: str) -> Listed:
    """How it stands with anybody the reader can turn to. Raises NobodyToTurnTo."""
    directory.colleague(session, reader.workspace_id, asker_id=reader.person_id, person_id=about_id)
    return Listed(
        about_id,
        rhythms.with_(session, reader, about_id=about_id),
        own_list.pair_with(session, reader, about_id=about_id),
        relationships.rest_of(session, reader, about_id=about_id),
        _unanswered(session, reader, about_id),
    )


def _unanswered(session: Session, reader: Reader, about_id: str) -> Act | None:
    latest = relationships.latest_reaching_out(session, reader, about_id=about_id)
    return None if latest is None or latest.was_unanswered else latest
