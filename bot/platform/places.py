"""Where the files that are not Python lie: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def _place(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.exists() else _PACKAGE.parent / name


TEMPLATES = _place("templates")
MIGRATIONS = _place("migrations")
MANIFEST = _place("manifest.yml")
ASSETS = _PACKAGE / "sandbox" / "assets"
