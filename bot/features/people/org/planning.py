"""Who leads whom by a list, checked as a whole, and what differs from what the list said before. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.features.people.org.reading import Problem, Row, Sheet
from bot.features.people.org.roster import Known, NotFound, Roster


@dataclass(frozen=True, slots=True)
class Leads:
    """Who leads a person: their manager, and a second one where there is one; ids."""

    manager: str
    second: str | None = None

    def __iter__(self) -> Iterator[tuple[str, bool]]:
        """Each manager, and whether it is the second one."""
        yield self.manager, False
        if self.second:
            yield self.second, True


# Judgement: so many people of a circle are named; whoever mends one of its lines has broken it.
_NAMED = 5

Lines = Mapping[str, Leads]
"""By the person who is led. Whom nobody leads is not among them."""


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody is led differently. ``before``: None where nobody led them; ``after``: where none does."""

    person_id: str
    before: Leads | None
    after: Leads | None
    line: int | None = None
    """The line of the file; None where it no longer names them."""


@dataclass(slots=True)
class Plan:
    """What a list says, or what is wrong with it: where there are problems, nothing of it holds."""

    lines: dict[str, Leads] = field(default_factory=dict)
    found_on: dict[str, int] = field(default_factory=dict)
    """On which line of the file each person stands."""
    problems: list[Problem] = field(default_factory=list)


def plan(sheet: Sheet, roster: Roster) -> Plan:
    """Check the list as a whole: everybody is known and stands there once, and nobody leads in a circle."""
    made = Plan(problems=list(sheet.problems))
    said: dict[str, tuple[int, Leads | None]] = {}
    for row in sheet.rows:
        resolved = _resolved(row, roster, made.problems)
        if resolved is None:
            continue
        person, leads = resolved
        if person.id not in said:
            said[person.id] = (row.line, leads)
        elif said[person.id][1] != leads:
            first = said[person.id][0]
            made.problems.append(
                Problem(row.line, f"{person} stands on line {first} already, with another manager.")
            )
    made.lines = {person_id: leads for person_id, (_, leads) in said.items() if leads}
    made.found_on = {person_id: line for person_id, (line, _) in said.items()}
    made.problems += _circles(made, roster)
    made.problems.sort(key=lambda problem: problem.line)
    return made


def difference(before: Lines, after: Plan) -> list[Change]:
    """What is new, changed and at an end, in the order of the file; at last those it no longer names."""
    changes = [
        Change(person_id, before.get(person_id), after.lines.get(person_id), line=line)
        for person_id, line in sorted(after.found_on.items(), key=lambda found: found[1])
        if before.get(person_id) != after.lines.get(person_id)
    ]
    ended = sorted(person_id for person_id in before if person_id not in after.found_on)
    return changes + [Change(person_id, before[person_id], None) for person_id in ended]


def _resolved(row: Row, roster: Roster, problems: list[Problem]) -> tuple[Known, Leads | None] | None:
    found: list[Known | None] = []
    is_wrong = False
    for cell in (row.person, row.manager, row.second):
        try:
            found.append(roster.find(cell) if cell else None)
        except NotFound as wrong:
            problems.append(Problem(row.line, str(wrong)))
            found.append(None)
            is_wrong = True
    person, manager, second = found
    if is_wrong or person is None:
        return None
    refusal = _why_not(person, manager, second)
    if refusal:
        problems.append(Problem(row.line, refusal))
        return None
    return person, Leads(manager.id, second.id if second else None) if manager else None


def _why_not(person: Known, manager: Known | None, second: Known | None) -> str | None:
    if person in (manager, second):
        return f"{person} would lead themselves."
    if manager is None and second is not None:
        return f"{person} has a second manager and no first one."
    if manager is not None and manager == second:
        return f"{manager} is named as the manager and as the second manager of {person}."
    return None


def _circles(made: Plan, roster: Roster) -> Iterable[Problem]:
    """Each circle once, on the first of its lines.

    Lines to second managers may close one, as in a matrix they do, unless two people lead each other.
    """
    finished: set[str] = set()
    for start in made.lines:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in finished and at not in path:
            path[at] = None
            at = made.lines[at].manager if at in made.lines else None
        if at is not None and at in path:
            people = list(path)
            yield _circle(people[people.index(at) :], made, roster)
        finished.update(path)
    for person_id, leads in made.lines.items():
        other = made.lines.get(leads.second) if leads.second else None
        # Two second managers of each other are found twice; the one with the lower id tells.
        tells = other is not None and (
            other.manager == person_id or (other.second == person_id and person_id < str(leads.second))
        )
        if tells and leads.second:
            yield _circle([person_id, leads.second], made, roster)


def _circle(people: list[str], made: Plan, roster: Roster) -> Problem:
    first = people.index(min(people, key=made.found_on.__getitem__))
    circle = people[first:] + people[:first]
    named = circle if len(circle) <= _NAMED + 1 else circle[:_NAMED]
    led = ", who is led by ".join(roster.name_of(person_id) for person_id in named)
    lines = ", ".join(str(made.found_on[person_id]) for person_id in named)
    begins = roster.name_of(circle[0])
    if left := len(circle) - len(named):
        led, lines = f"{led}, and so on through {left} more people, back to {begins}", f"{lines} and more"
    else:
        led = f"{led}, who is led by {begins}"
    return Problem(made.found_on[circle[0]], f"A circle: {led} (lines {lines}).")
