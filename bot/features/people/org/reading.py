"""Read a company's list of who leads whom from a file of comma-separated values. Pure."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

LARGEST = 50_000_000
"""Bytes. Judgement: some hundred times what ten thousand people need."""

_SEPARATORS = (",", ";", "\t")
# The first name of a column is the one that is asked for; the others are what people call it, too.
_COLUMNS = {
    "person": ("person", "member"),
    "manager": ("manager", "reports to"),
    "second": ("second manager", "matrix manager"),
}
# A spreadsheet takes a cell that begins like this for something to carry out.
_FORMULA = ("=", "+", "-", "@")
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one line of the file, in a sentence. Lines are counted from one."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: three cells as they stand there, empty where nothing does."""

    line: int
    person: str
    manager: str
    second: str = ""


@dataclass(slots=True)
class Sheet:
    """What a file says, and what is wrong with it."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, line: int, sentence: str) -> None:
        self.problems.append(Problem(line, sentence))


def read(content: bytes) -> Sheet:
    """The lines of the file, and a sentence for each that cannot be read. Never raises."""
    sheet = Sheet()
    text = _text_of(content, sheet)
    if text is None:
        return sheet
    header = _Header.find(text, sheet)
    if header is not None:
        for line, cells in _records(text, header.separator, sheet):
            _take(cells, header, sheet, line=line)
        if not sheet.rows and not sheet.problems:
            sheet.refuse(header.line, "There is nobody below the names of the columns.")
    return sheet


def shown(text: str) -> str:
    """What stands in a cell, cut where it is long, and without what could move a terminal's cursor."""
    plain = "".join(letter if letter.isprintable() else "�" for letter in text)
    return plain if len(plain) <= _LONGEST_SHOWN else f"{plain[: _LONGEST_SHOWN - 1]}…"


def tidied(cell: str) -> str:
    """A cell without blanks around it and with one between its words, its letters composed."""
    return " ".join(unicodedata.normalize("NFC", cell).split())


def _text_of(content: bytes, sheet: Sheet) -> str | None:
    if len(content) > LARGEST:
        sheet.refuse(1, f"The file is larger than {LARGEST // 1_000_000} MB. Split it, or leave columns out.")
        return None
    encoding, name = _encoding_of(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as broken:
        before = content[: broken.start].decode(encoding, errors="replace")
        sheet.refuse(
            before.count("\n") + 1,
            f"This is not {name}. Save the file as CSV in UTF-8; spreadsheets offer that when they export.",
        )
        return None
    if not text.strip():
        sheet.refuse(1, "The file is empty.")
        return None
    return text


def _encoding_of(content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", "text in UTF-16, as it begins to be"
    # Latin letters in UTF-16 have a zero on every other byte; no text in UTF-8 has any.
    start = content[:1000]
    if start[1::2].count(0) > len(start) // 4:
        return "utf-16-le", "text in UTF-16, as it seems to be"
    if start[::2].count(0) > len(start) // 4:
        return "utf-16-be", "text in UTF-16, as it seems to be"
    return "utf-8-sig", "text in UTF-8"


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the columns stand, by number, and what separates them."""

    line: int
    separator: str
    width: int
    person: int
    manager: int
    second: int | None

    @classmethod
    def find(cls, text: str, sheet: Sheet) -> "_Header | None":
        """The header, by whichever separator makes one of the first line that says anything."""
        for separator in _SEPARATORS:
            line, names = next(_records(text, separator, Sheet()), (1, []))
            places = _places(names)
            if not places.get("person") or not places.get("manager"):
                continue
            doubled = [_COLUMNS[column][0] for column, found in places.items() if len(found) > 1]
            if doubled:
                sheet.refuse(line, f"More than one column is named {' and '.join(doubled)}.")
                return None
            second = places.get("second")
            return cls(
                line=line,
                separator=separator,
                width=len(names),
                person=places["person"][0],
                manager=places["manager"][0],
                second=second[0] if second else None,
            )
        sheet.refuse(
            1,
            'The first line should name the columns: "person,manager", and "second manager" if you like. '
            "Commas, semicolons or tabs go in between.",
        )
        return None


def _places(names: Sequence[str]) -> dict[str, list[int]]:
    called = [tidied(name.replace("_", " ").replace("-", " ")).casefold() for name in names]
    found = {
        column: [number for number, name in enumerate(called) if name in names_of_it]
        for column, names_of_it in _COLUMNS.items()
    }
    return {column: numbers for column, numbers in found.items() if numbers}


def _records(text: str, separator: str, sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on, the header among them, and without those that are blank."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as broken:
            if "unexpected end" in str(broken):
                sheet.refuse(line, "A quotation mark is opened here and never closed.")
                return
            if "field limit" in str(broken):
                sheet.refuse(line, "A cell is longer than any name. Is a quotation mark never closed?")
                return
            sheet.refuse(line, 'A quotation mark stands inside a cell. Write it twice: "".')
            continue
        if any(cell.strip() for cell in cells):
            yield line, cells


def _take(cells: list[str], header: _Header, sheet: Sheet, *, line: int) -> None:
    if line <= header.line:
        return
    if len(cells) > header.width:
        sheet.refuse(line, f"There are {len(cells)} cells, and the first line names {header.width} columns.")
        return
    if len(cells) <= max(header.person, header.manager):
        sheet.refuse(line, "The line ends before its manager. Leave the cell empty where nobody leads them.")
        return
    second = cells[header.second] if header.second is not None and header.second < len(cells) else ""
    row = Row(line, tidied(cells[header.person]), tidied(cells[header.manager]), tidied(second))
    formulas = [cell for cell in (row.person, row.manager, row.second) if cell.startswith(_FORMULA)]
    for cell in formulas:
        sheet.refuse(
            line,
            f'"{shown(cell)}" begins like a formula and is no name. Use the member id from their profile '
            "in Slack.",
        )
    if not row.person and not formulas:
        sheet.refuse(line, "There is a manager and nobody whom they lead.")
    elif not formulas:
        sheet.rows.append(row)
