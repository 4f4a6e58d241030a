"""A list of who leads whom is read whatever a spreadsheet made of it, and what is wrong is told by line."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.people.org.reading import Row, read, shown

LIST = "person,manager\nAna Sousa,Maya Lindqvist\nLéo Müller,Maya Lindqvist\nMaya Lindqvist,\n"
READ = [
    Row(2, "Ana Sousa", "Maya Lindqvist"),
    Row(3, "Léo Müller", "Maya Lindqvist"),
    Row(4, "Maya Lindqvist", ""),
]


def told(text: str) -> list[str]:
    return [str(problem) for problem in read(text.encode()).problems]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-16-be-with-mark"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_way_in_which_spreadsheets_save_a_list_is_read(
    encoding: str, separator: str, ending: str
) -> None:
    text = LIST.replace(",", separator).replace("\n", ending)
    content = (
        b"\xfe\xff" + text.encode("utf-16-be") if encoding == "utf-16-be-with-mark" else text.encode(encoding)
    )
    sheet = read(content)
    assert sheet.problems == []
    assert sheet.rows == READ


@pytest.mark.parametrize(
    "header", ["Person,Manager", "manager_of,person,manager", " PERSON , reports to ", '"member","Manager"']
)
def test_columns_are_found_by_their_names(header: str) -> None:
    cells = "x,ana,maya" if header.startswith("manager_of") else "ana,maya"
    assert read(f"{header}\n{cells}\n".encode()).rows == [Row(2, "ana", "maya")]


def test_other_columns_are_left_out_and_the_second_manager_is_read_by_any_spelling() -> None:
    for name in ("second manager", "Second_Manager", "matrix-manager"):
        text = f"team,manager,person,{name}\nTide,maya,ana,leo\nTide,maya,sam\n"
        assert read(text.encode()).rows == [Row(2, "ana", "maya", "leo"), Row(3, "sam", "maya")]


def test_cells_in_quotation_marks_may_hold_separators_marks_and_lines() -> None:
    text = 'person,manager,team\n"Sousa, Ana","Maya ""M"" Lindqvist","two\nlines"\n\n ,\t,\nsam,maya,\n'
    sheet = read(text.encode())
    assert sheet.problems == []
    assert sheet.rows == [Row(2, "Sousa, Ana", 'Maya "M" Lindqvist'), Row(6, "sam", "maya")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Line 1: The file is empty."),
        ("\ufeff \n\n", "Line 1: The file is empty."),
        ("ana,maya\n", "Line 1: The first line should name the columns"),
        ("person;boss\nana;maya\n", "Line 1: The first line should name the columns"),
        ("person,manager,Person\nana,maya,leo\n", "Line 1: More than one column is named person."),
        ("\nperson,manager\n", "Line 2: There is nobody below the names of the columns."),
        (
            "person,manager\nana,maya\nsam,maya,x\n",
            "Line 3: There are 3 cells, and the first line names 2 columns.",
        ),
        ("person,manager\nana\n", "Line 2: The line ends before its manager."),
        ("person,manager\n,maya\n", "Line 2: There is a manager and nobody whom they lead."),
        (
            'person,manager\nana,"maya\nsam,maya\n',
            "Line 2: A quotation mark is opened here and never closed.",
        ),
        ('person,manager\nana,maya\n"sam" x,maya\n', "Line 3: A quotation mark stands inside a cell."),
        ("person,manager\nana,=cmd|' /C calc'!A0\n", "Line 2: \"=cmd|' /C calc'!A0\" begins like a formula"),
        ("person,manager\n+1,maya\n", 'Line 2: "+1" begins like a formula'),
        ("person,manager\n-1,maya\n", 'Line 2: "-1" begins like a formula'),
        ("person,manager\n  @SUM(A1),maya\n", 'Line 2: "@SUM(A1)" begins like a formula'),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, problem: str) -> None:
    [only] = told(text)
    assert only.startswith(problem)


def test_what_is_wrong_in_one_line_keeps_no_other_from_being_read() -> None:
    text = 'person,manager\n=a,maya\n"b" c,maya\nana,maya\nd,e,f\nsam,leo\n'
    sheet = read(text.encode())
    assert [problem.line for problem in sheet.problems] == [2, 3, 5]
    assert sheet.rows == [Row(4, "ana", "maya"), Row(6, "sam", "leo")]


def test_what_is_no_text_is_told_with_its_line() -> None:
    [problem] = read("person,manager\nana,maya\nléo,maya\n".encode("latin-1")).problems
    assert str(problem).startswith("Line 3: This is not text in UTF-8. Save the file as CSV in UTF-8")
    [problem] = read(b"\xff\xfep\x00e").problems
    assert str(problem).startswith("Line 1: This is not text in UTF-16, as it begins to be.")


def test_a_cell_is_shown_without_what_moves_a_cursor() -> None:
    assert shown("a\x1b[2Jb\u202ec") == "a�[2Jb�c"
    assert len(shown("x" * 500)) == 60


def test_a_hundred_thousand_lines_are_read_and_each_wrong_one_is_named() -> None:
    lines = "".join(f"person {number},=x\n" for number in range(100_000))
    sheet = read(f"person,manager\n{lines}".encode())
    assert [problem.line for problem in sheet.problems] == list(range(2, 100_002))


@given(st.binary(max_size=400))
def test_any_bytes_at_all_are_read_or_told_in_sentences(content: bytes) -> None:
    sheet = read(content)
    assert sheet.rows or sheet.problems
    for problem in sheet.problems:
        assert problem.line >= 1
        assert problem.sentence.endswith((".", '"".'))
        assert problem.sentence.isprintable()


@given(st.text(max_size=300), st.sampled_from([",", ";", "\t"]))
def test_any_text_below_the_columns_is_read_or_told_in_sentences(text: str, separator: str) -> None:
    sheet = read(f"person{separator}manager\n{text}".encode("utf-8", "surrogatepass"))
    for problem in sheet.problems:
        assert 1 <= problem.line <= text.count("\n") + text.count("\r") + 2
        assert problem.sentence.isprintable()
    assert all(row.person and row.line >= 2 for row in sheet.rows)


_NAME = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20)


@given(st.lists(st.tuples(_NAME, _NAME), min_size=1, max_size=10), st.sampled_from([",", ";", "\t"]))
def test_what_a_spreadsheet_writes_is_read_back(pairs: list[tuple[str, str]], separator: str) -> None:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=separator)
    writer.writerows([("person", "manager"), *(("n " + one, "n " + other) for one, other in pairs)])
    sheet = read(written.getvalue().encode())
    assert sheet.problems == []
    assert len(sheet.rows) == len(pairs)
