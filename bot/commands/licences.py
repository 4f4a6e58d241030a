"""The command `licences`: under which licence each package is that Tend runs with."""

import argparse
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from bot.commands.parsing import Commands
from bot.platform.errors import BotError

_TEND = "tend"
_REQUIREMENT = re.compile(
    r"(?P<name>[\w.-]+)\s*(?:\[(?P<extras>[^\]]*)\])?[^;]*(?:;(?P<condition>.*))?", re.ASCII
)
_EXTRA = re.compile(r"""extra\s*==\s*['"]([\w.-]+)['"]""")
_UNKNOWN = "not said"


def add_to(commands: Commands) -> None:
    licences = commands.add_parser(
        "licences",
        help="list the licences of everything that Tend runs with",
        description="As each installed package says itself, those that others bring along too.",
    )
    licences.set_defaults(do=_licences)


def _licences(_given: argparse.Namespace) -> int:
    from bot.platform.places import ASSETS

    packages = sorted(_needed(), key=lambda package: package.name.lower())
    width = max(len(f"{package.name} {package.version}") for package in packages)
    for package in packages:
        print(f"{f'{package.name} {package.version}':{width}}  {licence_of(package)}")
    inside = ", ".join(sorted(file.name for file in ASSETS.glob("*.LICENSE.txt")))
    print(f"Tend itself is under the MIT licence. The sandbox carries what these are for: {inside}.")
    return 0


def licence_of(package: Distribution) -> str:
    """What a package says of itself: an expression of SPDX, or the name that it chose from PyPI's list."""
    said = package.metadata
    if "License-Expression" in said:
        return said["License-Expression"]
    chosen = [line.rsplit(" :: ", 1)[-1] for line in said.get_all("Classifier") or [] if "License ::" in line]
    written = said["License"].strip() if "License" in said else ""
    return ", ".join(chosen) or (written if written and "\n" not in written else _UNKNOWN)


def _needed() -> Iterator[Distribution]:
    """Every installed package that Tend needs, and those that they need."""
    waiting, met = list(_wanted_by(_found(_TEND), extras=set())), set()
    while waiting:
        name, extras, is_conditional = waiting.pop()
        if (name, extras) in met:
            continue
        met.add((name, extras))
        try:
            package = distribution(name)
        except PackageNotFoundError:
            if is_conditional:  # for another Python, or another system
                continue
            raise BotError(f"{name} is not installed, and Tend needs it. Install Tend once more.") from None
        if len([each for each in met if each[0] == name]) == 1:
            yield package
        waiting += _wanted_by(package, extras=set(extras))


def _wanted_by(package: Distribution, *, extras: set[str]) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    for line in package.requires or []:
        asked = _REQUIREMENT.match(line)
        assert asked is not None  # noqa: S101  pip has read it before us
        condition = asked["condition"] or ""
        if (named_extras := set(_EXTRA.findall(condition))) and not named_extras & extras:
            continue
        named = tuple(sorted(part.strip() for part in (asked["extras"] or "").split(",") if part.strip()))
        yield re.sub(r"[-_.]+", "-", asked["name"]).lower(), named, bool(condition)


def _found(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError:
        raise BotError(
            "Tend runs from a folder in which it was not installed, so nobody has noted what it needs. Use "
            "`make setup`, or install it with pip."
        ) from None
