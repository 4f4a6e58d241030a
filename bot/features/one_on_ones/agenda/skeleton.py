"""Which skeleton a meeting follows: the usual one of its rhythm, or the one that the two chose for it."""

from bot.features.one_on_ones.content import AgendaKind, Skeleton, skeletons
from bot.features.one_on_ones.models import Kind, Meeting, Rhythm, Series
from bot.features.people.models import Person

_BY_RHYTHM = {
    Rhythm.WEEKLY: AgendaKind.WEEKLY,
    Rhythm.FORTNIGHTLY: AgendaKind.FORTNIGHTLY,
    Rhythm.MONTHLY: AgendaKind.MONTHLY,
    Rhythm.QUARTERLY: AgendaKind.QUARTERLY,
}
_FITTING = {
    Kind.LED: (
        *_BY_RHYTHM.values(),
        AgendaKind.FIRST_EVER,
        AgendaKind.RECONNECT_BY_REPORT,
        AgendaKind.RECONNECT_BY_LEAD,
        AgendaKind.REPAIR,
    ),
    Kind.SKIP_LEVEL: (
        AgendaKind.SKIP_LEVEL,
        AgendaKind.FIRST_EVER,
        AgendaKind.RECONNECT_BY_REPORT,
        AgendaKind.RECONNECT_BY_LEAD,
        AgendaKind.REPAIR,
    ),
    Kind.PEER: (
        AgendaKind.PEER,
        AgendaKind.FIRST_EVER,
        AgendaKind.RECONNECT_BETWEEN_PEERS,
        AgendaKind.REPAIR,
    ),
}


def fitting(series: Series) -> tuple[AgendaKind, ...]:
    """The skeletons that fit what the two are to each other."""
    return _FITTING[Kind(series.kind)]


def offered_to(series: Series, person_id: str) -> tuple[AgendaKind, ...]:
    """Those that this person can choose: nobody chooses an agenda that puts words into the other's mouth."""
    leads = person_id == series.lead_id
    not_theirs = AgendaKind.RECONNECT_BY_REPORT if leads else AgendaKind.RECONNECT_BY_LEAD
    return tuple(kind for kind in fitting(series) if kind is not not_theirs)


def usual(series: Series) -> AgendaKind:
    """The one that is followed when nothing was chosen."""
    if series.kind == Kind.LED:
        return _BY_RHYTHM[Rhythm(series.rhythm)]
    return AgendaKind.SKIP_LEVEL if series.kind == Kind.SKIP_LEVEL else AgendaKind.PEER


def skeleton_of(series: Series, meeting: Meeting | None, *, language: str) -> Skeleton:
    """The one that this meeting follows; what was chosen and no longer fits counts as not chosen."""
    chosen = meeting.agenda_kind if meeting is not None else None
    kind = AgendaKind(chosen) if chosen in fitting(series) else usual(series)
    return skeletons(language)[kind]


def filled(
    skeleton: Skeleton, series: Series, people: dict[str, Person]
) -> tuple[str | None, list[tuple[int, str]]]:
    """Its intro and its steps, with the first names of the two where it has blanks for them."""
    names = {"report": "", "lead": ""}
    if series.lead_id is not None:
        names = {
            "lead": first_name(people[series.lead_id]),
            "report": first_name(people[series.other_end(series.lead_id)]),
        }
    intro = _fill(skeleton.intro, names) if skeleton.intro else None
    return intro, [(step.minutes, _fill(step.text, names)) for step in skeleton.steps]


def first_name(person: Person) -> str:
    """What one calls them: the first word of their name."""
    return person.name.split()[0] if person.name.split() else person.name


def _fill(text: str, names: dict[str, str]) -> str:
    for blank, name in names.items():
        text = text.replace(f"{{{blank}}}", name)
    return text
