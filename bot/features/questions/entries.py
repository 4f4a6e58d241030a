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

    def __init__(
        self, node: yaml.MappingNode, complain: Callable[[int, str], None], *, label: str = ""
    ) -> None:
        self.line = _line(node)
        self.sound = True
        self.label = label
        """The file, as it is named in problems."""
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

    def has(self, key: str) -> bool:
        return key in self._fields

    def line_of(self, key: str) -> int:
        return _line(self._fields[key])

    def raw(self, key: str) -> str | None:
        """What is written for ``key``, unchecked; None when it is not there, or is more than one value."""
        value = self._fields.get(key)
        return str(value.value) if isinstance(value, yaml.ScalarNode) else None

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

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false; it may be left out."""
        if not self.has(key):
            return default
        if (value := self.raw(key)) in ("true", "false"):
            return value == "true"
        self.refuse(f'The key "{key}" is neither true nor false.', line=self.line_of(key))
        return default

    def lines(self, key: str) -> list[tuple[str, int]]:
        """A list of texts, each with the line it stands on; it must be there."""
        texts = []
        for item in self._items(key):
            if isinstance(item, yaml.ScalarNode) and _is(item, "str") and item.value.strip():
                texts.append((str(item.value), _line(item)))
            else:
                self.refuse("An item of the list needs words.", line=_line(item))
        return texts

    def parts(self, key: str) -> list["Entry"]:
        """The list of entries beneath, which must be there; what is wrong with one is wrong with all."""
        parts = []
        for item in self._items(key):
            if isinstance(item, yaml.MappingNode):
                parts.append(Entry(item, self._part_complains, label=self.label))
            else:
                self.refuse("An item of the list needs keys and values.", line=_line(item))
        return parts

    def part(self, key: str) -> "Entry | None":
        """The keys and values beneath, which must be there."""
        value = self._needed(key)
        if value is None or isinstance(value, yaml.MappingNode):
            return None if value is None else Entry(value, self._part_complains, label=self.label)
        self.refuse(f'The key "{key}" needs keys and values.', line=_line(value))
        return None

    def _part_complains(self, line: int, sentence: str) -> None:
        self.refuse(sentence, line=line)

    def _items(self, key: str) -> list[yaml.Node]:
        value = self._needed(key)
        if value is None:
            return []
        if not isinstance(value, yaml.SequenceNode) or not value.value:
            self.refuse(f'The key "{key}" needs a list.', line=_line(value))
            return []
        return list(value.value)

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


class Once:
    """What has stood in entries of one kind so far, so that none stands there twice."""

    def __init__(self) -> None:
        self._first: dict[str, Entry] = {}

    def refuse_second(self, entry: Entry, key: str, value: str) -> None:
        """Refuse ``entry`` when another had this value for ``key``: an id, or words in whatever capitals."""
        plain = value if key == "id" else " ".join(value.casefold().split())
        first = self._first.setdefault(plain, entry)
        if first is entry:
            return
        place = f"line {first.line_of(key)}"
        if first.label != entry.label:
            place += f" of {first.label}"
        sentence = f'The id "{value}" is already used in' if key == "id" else f"The {key} is the same as in"
        entry.refuse(f"{sentence} {place}.", line=entry.line_of(key))


def read_entries(path: Path, problems: list[str], *, label: str = "") -> list[Entry]:
    """The entries of a YAML file; what is wrong with it, now or when they are read, joins ``problems``.

    ``label`` names the file in them: its language and name, unless something else is given.
    """
    label = label or f"{path.parent.name}/{path.name}"

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
            entries.append(Entry(node, complain, label=label))
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
