"""A list is checked as a whole: who is in it, who leads whom, and what differs from the last one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.people.org.planning import Change, Leads, difference, plan
from bot.features.people.org.reading import Row, Sheet, read
from bot.features.people.org.roster import Known, Roster

IDS = [f"U000000{number:02}" for number in range(12)]
ROSTER = Roster(
    [
        Known("U0MAYA0001", "Maya Lindqvist"),
        Known("U0ANA00001", "Ana Sousa"),
        Known("U0LEO00001", "Leo Brandt"),
        Known("U0LEO00002", "Kim"),
        Known("U0LEO00003", "Kim"),
        Known("U0GUEST001", "Gus", "is a guest"),
        Known("U0GONE0001", "Old", "has left"),
        Known("U0GONE0002", "Ana Sousa", "has left"),
        Known("U0BOT00001", "Tend", "is an app"),
        *(Known(id_, f"person {id_}") for id_ in IDS),
    ]
)
MAYA, ANA, LEO = "U0MAYA0001", "U0ANA00001", "U0LEO00001"


def told(*lines: str) -> list[str]:
    text = "\n".join(["person,manager,second manager", *lines])
    return [str(problem) for problem in plan(read(text.encode()), ROSTER).problems]


def test_people_are_found_by_id_and_by_a_name_that_only_one_of_them_has() -> None:
    text = "person,manager,second manager\nAna  Sousa,U0MAYA0001,Leo Brandt\n"
    made = plan(read(text.encode()), ROSTER)
    assert made.problems == []
    assert made.lines == {ANA: Leads(MAYA, LEO)}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Nobody,U0MAYA0001,", 'Line 2: Nobody here is called "Nobody" in Slack.'),
        ("U0NOBODY01,U0MAYA0001,", "Line 2: Nobody here has the member id U0NOBODY01."),
        ("ana@example.org,U0MAYA0001,", 'Line 2: "ana@example.org" looks like an e-mail address'),
        ("ana sousa,U0MAYA0001,", 'Line 2: Nobody here is called "ana sousa"'),
        ("Kim,U0MAYA0001,", 'Line 2: 2 people are called "Kim": U0LEO00002, U0LEO00003. Use the member id.'),
        ("Gus,U0MAYA0001,", "Line 2: Gus (U0GUEST001) is a guest, and Tend keeps no line with them."),
        ("Ana Sousa,Old,", "Line 2: Old (U0GONE0001) has left"),
        ("Ana Sousa,Tend,", "Line 2: Tend (U0BOT00001) is an app"),
        ("Ana Sousa,U0ANA00001,", "Line 2: Ana Sousa (U0ANA00001) would lead themselves."),
        ("Ana Sousa,U0MAYA0001,Ana Sousa", "Line 2: Ana Sousa (U0ANA00001) would lead themselves."),
        ("Ana Sousa,,U0MAYA0001", "Line 2: Ana Sousa (U0ANA00001) has a second manager and no first one."),
        (
            "Ana Sousa,Maya Lindqvist,U0MAYA0001",
            "Line 2: Maya Lindqvist (U0MAYA0001) is named as the manager",
        ),
    ],
)
def test_whoever_cannot_be_found_or_led_is_told_with_the_line(line: str, problem: str) -> None:
    [only] = told(line)
    assert only.startswith(problem)


def test_both_who_cannot_be_found_in_a_line_are_told() -> None:
    assert len(told("Nobody,No one,", "Ana Sousa,Maya Lindqvist,")) == 2


def test_the_same_line_twice_is_one_and_another_one_is_told() -> None:
    assert told("Ana Sousa,U0MAYA0001,", "U0ANA00001,Maya Lindqvist,") == []
    assert told("Ana Sousa,U0MAYA0001,", "Leo Brandt,,", "U0ANA00001,,") == [
        "Line 4: Ana Sousa (U0ANA00001) stands on line 2 already, with another manager."
    ]


def test_each_circle_is_named_once_by_its_people_and_lines() -> None:
    a, b, c, d, e = IDS[:5]
    found = told(f"{e},{a},", f"{a},{b},", f"{b},{c},", f"{c},{a},", f"{d},{MAYA},", f"{MAYA},{d},")
    assert found == [
        f"Line 3: A circle: person {a} ({a}), who is led by person {b} ({b}), who is led by person {c} "
        f"({c}), who is led by person {a} ({a}) (lines 3, 4, 5).",
        f"Line 6: A circle: person {d} ({d}), who is led by Maya Lindqvist ({MAYA}), who is led by "
        f"person {d} ({d}) (lines 6, 7).",
    ]


def test_of_a_long_circle_a_few_are_named_and_the_others_counted() -> None:
    assert told(*(f"{person},{manager}," for person, manager in pairs_around(IDS[:6])))[0].count(" (U") == 7
    [only] = told(*(f"{person},{manager}," for person, manager in pairs_around(IDS)))
    named = ", who is led by ".join(f"person {id_} ({id_})" for id_ in IDS[:5])
    assert only == (
        f"Line 2: A circle: {named}, and so on through 7 more people, back to person {IDS[0]} ({IDS[0]}) "
        "(lines 2, 3, 4, 5, 6 and more)."
    )


def test_a_circle_of_a_hundred_thousand_is_told_in_a_line_that_can_be_read() -> None:
    crowd = [f"U{number:08}" for number in range(100_000)]
    rows = [Row(line, *pair, "") for line, pair in enumerate(pairs_around(crowd), start=2)]
    [only] = plan(Sheet(rows), Roster(Known(id_, "Kim") for id_ in crowd)).problems
    assert len(str(only)) < 300
    assert "through 99995 more people" in str(only)


def pairs_around(people: list[str]) -> list[tuple[str, str]]:
    """Each with their manager; the last one is led by the first."""
    return list(zip(people, people[1:] + people[:1], strict=True))


def test_a_second_manager_may_be_anywhere_but_below_the_same_person() -> None:
    a, b, c = IDS[:3]
    assert told(f"{a},{b},", f"{b},{c},", f"{c},{MAYA},{a}") == []
    for lines in ([f"{a},{b},", f"{b},{c},{a}"], [f"{a},{MAYA},{b}", f"{b},{MAYA},{a}"]):
        [only] = told(*lines)
        assert only.startswith("Line 2: A circle: ")


def test_what_is_new_changed_and_at_an_end_is_told_in_the_order_of_the_file() -> None:
    before = {ANA: Leads(MAYA), LEO: Leads(MAYA), "U0LEO00002": Leads(LEO), "U0LEO00003": Leads(LEO)}
    text = f"person,manager\n{MAYA},\n{LEO},{ANA}\n{ANA},{MAYA}\n{IDS[0]},{LEO}\nU0LEO00002,\n"
    assert difference(before, plan(read(text.encode()), ROSTER)) == [
        Change(LEO, Leads(MAYA), Leads(ANA), line=3),
        Change(IDS[0], None, Leads(LEO), line=5),
        Change("U0LEO00002", Leads(LEO), None, line=6),
        Change("U0LEO00003", Leads(LEO), None),
    ]


_PERSON = st.sampled_from(IDS)
_ROWS = st.lists(st.tuples(_PERSON, st.one_of(st.just(""), _PERSON), st.one_of(st.just(""), _PERSON)))


def _sheet(rows: list[tuple[str, str, str]]) -> Sheet:
    return Sheet([Row(number, *row) for number, row in enumerate(rows, start=2)])


@given(_ROWS)
def test_a_list_without_a_problem_has_no_circle_and_is_exactly_what_it_says(
    rows: list[tuple[str, str, str]],
) -> None:
    made = plan(_sheet(rows), ROSTER)
    if made.problems:
        assert all(problem.line in range(2, len(rows) + 2) for problem in made.problems)
        return
    assert made.lines == {
        person: Leads(manager, second or None) for person, manager, second in rows if manager
    }
    for start in made.lines:
        at, seen = start, set()
        while at in made.lines:
            assert at not in seen
            seen.add(at)
            at = made.lines[at].manager


@given(_ROWS, _ROWS)
def test_after_the_changes_the_lines_are_the_lists_and_nothing_is_left_to_change(
    old: list[tuple[str, str, str]], new: list[tuple[str, str, str]]
) -> None:
    before, after = plan(_sheet(old), ROSTER).lines, plan(_sheet(new), ROSTER)
    kept = dict(before)
    for change in difference(before, after):
        assert kept.pop(change.person_id, None) == change.before
        if change.after:
            kept[change.person_id] = change.after
    assert kept == after.lines
    assert difference(kept, after) == []
