"""A person's rows as files that they can keep: data for a program, and a page to read, in small zips."""

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.features.people.models import Person
from bot.features.privacy.rows import Row, Said
from bot.platform.places import TEMPLATES
from bot.platform.templating import words


def pack(
    rows: Sequence[Row],
    *,
    person: Person,
    names: dict[str, str],
    said: Said,
    made_at: datetime,
    most_bytes: int,
) -> list[bytes]:
    """One zip, or as many as it takes for none to be larger than ``most_bytes``.

    Each holds data.json and index.html. ``names``: what people are called, by id.
    """
    packed = _zip(rows, person=person, names=names, said=said, made_at=made_at)
    if len(packed) <= most_bytes or len(rows) < 2:
        return [packed]
    half = len(rows) // 2
    return [
        part
        for some in (rows[:half], rows[half:])
        for part in pack(some, person=person, names=names, said=said, made_at=made_at, most_bytes=most_bytes)
    ]


def _zip(
    rows: Sequence[Row], *, person: Person, names: dict[str, str], said: Said, made_at: datetime
) -> bytes:
    about = {
        "id": person.id,
        "name": person.name,
        "time zone": person.zone,
        "language": person.locale,
        "is a guest": person.is_guest,
        "is an admin": person.is_admin,
    }
    data = {
        "made at": made_at.isoformat(),
        "from Slack": about,
        "rows": [{"kind": row.kind, "table": row.table, **_plain(row.values, names)} for row in rows],
    }
    page = _template().render(
        person=person,
        made_on=f"{made_at:%Y-%m-%d %H:%M} UTC",
        sections=_sections(rows, said),
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=1))
        archive.writestr("index.html", page)
    return packed.getvalue()


def _sections(rows: Sequence[Row], said: Said) -> list[dict[str, Any]]:
    sections: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        texts = [
            str(row.values[name])
            for name in _OWN_WORDS
            if row.values.get(name) and str(row.values[name]) not in said.plain(row)
        ]
        line = {"day": row.day, "text": said.plain(row), "more": texts}
        sections.setdefault(row.kind, []).append(line)
    return [
        {"title": words("privacy/overview", count=len(lines)).plain(f"{kind}_title"), "lines": lines}
        for kind, lines in sections.items()
    ]


# What a line shortens, or has no place for, stands below it in full.
_OWN_WORDS = ("words", "did", "occasion", "effect", "felt", "side", "state", "why", "content", "link", "act")


def _plain(values: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {name: _value(value, names) for name, value in values.items()}


def _value(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, str) and value in names:
        return {"id": value, "name": names[value]}
    return value


@cache
def _template() -> Template:
    # A page of its own, outside Slack: here HTML's escapes are the right ones.
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True, trim_blocks=True
    )
    return environment.get_template("privacy/export.html.j2")
