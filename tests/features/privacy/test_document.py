"""docs/privacy.md names every table there is, on the side of the line where it belongs."""

import re
from pathlib import Path

from bot.features.privacy.holders import EXCEPTIONS, HOLDERS
from bot.schema import METADATA

DOCUMENT = (Path(__file__).parents[3] / "docs" / "privacy.md").read_text()


def named(heading: str) -> set[str]:
    """The tables named in the part of that heading."""
    part = DOCUMENT.split(f"## {heading}\n")[1].split("\n## ")[0]
    return {name for name in re.findall(r"`([a-z_]+)`", part) if name in METADATA.tables}


def test_every_table_with_people_in_it_stands_on_the_data_map() -> None:
    listed = {holder.table.__tablename__ for holder in HOLDERS} | EXCEPTIONS.keys()
    assert named("Rows with people in them") == listed


def test_every_other_table_is_named_as_well() -> None:
    assert named("Rows with people in them") | named("Rows about nobody") == set(METADATA.tables)


def test_no_table_stands_on_both_sides() -> None:
    assert named("Rows with people in them") & named("Rows about nobody") == set()
