"""What the doctor found: one line a check, and what to do where something is wrong."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from textwrap import wrap

_COLUMNS = 110


class Mark(StrEnum):
    """How a check went."""

    OK = "ok"
    PROBLEM = "problem"
    UNKNOWN = "?"
    """It could not be looked at, or says nothing by itself."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: its name, how it went, what was seen, and for a problem what to do about it."""

    check: str
    mark: Mark
    seen: str
    to_do: str = ""


def ok(check: str, seen: str) -> Finding:
    return Finding(check, Mark.OK, seen)


def problem(check: str, seen: str, to_do: str) -> Finding:
    return Finding(check, Mark.PROBLEM, seen, to_do)


def unknown(check: str, seen: str, to_do: str = "") -> Finding:
    return Finding(check, Mark.UNKNOWN, seen, to_do)


def problems_in(findings: Sequence[Finding]) -> int:
    return sum(finding.mark is Mark.PROBLEM for finding in findings)


def as_lines(findings: Sequence[Finding]) -> list[str]:
    """For a terminal: a line a check, below it what to do, and at the end how many problems there are."""
    width = max((len(finding.check) for finding in findings), default=0)
    lines = []
    for finding in findings:
        lines.append(f"{finding.mark:7}  {finding.check:{width}}  {finding.seen}")
        indent = " " * (width + 11)
        for step in finding.to_do.splitlines():
            lines += wrap(
                step,
                _COLUMNS,
                initial_indent=f"{indent}-> ",
                subsequent_indent=f"{indent}   ",
                break_long_words=False,  # an address or a command is copied from here
                break_on_hyphens=False,
            )
    number = problems_in(findings)
    if number == 0:
        return [*lines, "No problem was found."]
    return [*lines, "1 problem was found." if number == 1 else f"{number} problems were found."]


def as_json(findings: Sequence[Finding]) -> str:
    """The same for a program: a list of objects with the fields of ``Finding``."""
    return json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False)
