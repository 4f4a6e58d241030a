"""Reads a content file as entries that know the line they stand on, and gathers what is wrong with them."""

from collections.abc import Callable, Collection
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import yaml

from bot.platform.errors import BotError

_Choice = TypeVar("_Choice", bound=StrEnum)


class ContentError(BotError):
    """Content files that cannot be used: every problem at once, each a sentence with its file and line."""

    def __init__(self, problems: Collection[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class Entry:
    """One item of a content file. What is wrong with it is told to ``complain`` and read as None."""

    def __init__(self, node: yaml.MappingNode, complain: Callable[[int, str], None]) -> None:
        self.line = _line(node)
        self.sound = True
        self._complain = complain
        self._fields: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in self._fields:
                self.refuse(f'The key "{name}" stands there twice.', line=_line(key))
            self._fields[name] = value

    def refuse(self, sentence: str, *, line: int | None = None) -> None:
        """Note a problem, at the entry's own line when none is given."""
        self.sound = False
        self._complain(line or self.line, sentence)

    def line_of(self, key: str) -> int:
        return _line(self._fields[key])

    def allow_only(self, keys: Collection[str]) -> None:
        for name, value in self._fields.items():
            if name not in keys:
                self.refuse(f'The key "{name}" is not known; known are {_listed(keys)}.', line=_line(value))

    def words(self, key: str) -> str | None:
        """A line of text, which must be there."""
        if (value := self._needed(key)) is None:
            return None
        if not isinstance(value, yaml.ScalarNode) or not _is(value, "str") or not value.value.strip():
            self.refuse(f'The key "{key}" needs words.', line=_line(value))
            return None
        return str(value.value)

    def number(
        self, key: str, *, least: int, most: int | None = None, default: int | None = None
    ) -> int | None:
        """A whole number from ``least`` to ``most``; it may be left out when there is a ``default``."""
        if key not in self._fields and default is not None:
            return default
        if (value := self._needed(key)) is None:
            return None
        if isinstance(value, yaml.ScalarNode) and _is(value, "int") and value.value.isdecimal():
            number = int(value.value)
            if least <= number and (most is None or number <= most):
                return number
        span = f"from {least} to {most}" if most is not None else f"from {least} up"
        self.refuse(f'The {key} "{_shown(value)}" is not a whole number {span}.', line=_line(value))
        return None

    def one_of(self, key: str, choices: type[_Choice]) -> _Choice | None:
        """One of a fixed set of words, which must be there."""
        if (value := self._needed(key)) is None:
            return None
        return self._member(key, value, choices)

    def some_of(self, key: str, choices: type[_Choice]) -> frozenset[_Choice]:
        """A list out of a fixed set of words; left out, it means all of them."""
        value = self._fields.get(key)
        if value is None:
            return frozenset(choices)
        if not isinstance(value, yaml.SequenceNode) or not value.value:
            self.refuse(f'The key "{key}" needs a list; leave it out to mean all.', line=_line(value))
            return frozenset()
        members = (self._member(key.removesuffix("s"), item, choices) for item in value.value)
        return frozenset(member for member in members if member is not None)

    def _needed(self, key: str) -> yaml.Node | None:
        if key not in self._fields:
            self.refuse(f'The key "{key}" is missing.')
        return self._fields.get(key)

    def _member(self, name: str, value: yaml.Node, choices: type[_Choice]) -> _Choice | None:
        if _shown(value) in set(choices):
            return choices(_shown(value))
        self.refuse(
            f'The {name} "{_shown(value)}" is not known; known are {_listed(list(choices))}.',
            line=_line(value),
        )
        return None


def read_entries(path: Path, problems: list[str]) -> list[Entry]:
    """The entries of a YAML file; what is wrong with it, now or when they are read, joins ``problems``."""
    label = f"{path.parent.name}/{path.name}"

    def complain(line: int, sentence: str) -> None:
        problems.append(f"{label}, line {line}: {sentence}")

    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except FileNotFoundError:
        complain(1, "The file is not there.")
        return []
    except UnicodeDecodeError:
        complain(1, "The file is not written in UTF-8.")
        return []
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        complain(mark.line + 1 if mark else 1, f"This is not YAML: {error.problem}.")
        return []
    except yaml.reader.ReaderError as error:
        complain(1, f"This is not YAML: {error.reason}.")
        return []
    if not isinstance(root, yaml.SequenceNode):
        complain(1, "The file needs to be a list.")
        return []
    entries = []
    for node in root.value:
        if isinstance(node, yaml.MappingNode):
            entries.append(Entry(node, complain))
        else:
            complain(_line(node), "An item of the list needs keys and values.")
    return entries


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _is(node: yaml.Node, kind: str) -> bool:
    return bool(node.tag == f"tag:yaml.org,2002:{kind}")


def _shown(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else "…"


def _listed(names: Collection[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}"
