"""Lays a company's own content files over those that come with Tend."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bot.features.questions.entries import Entry, read_entries
from bot.platform import places

Folders = Path | Sequence[Path]
"""One folder with a folder for each language, or several: each is laid over those before it."""

SHIPPED = (places.TEMPLATES / "content",)
"""The content that comes with Tend."""

FALLBACK = "en"
"""The language that has everything."""

_in_use: list[tuple[Path, ...]] = [SHIPPED]

_WORDS_TO_READ = "due_words.yml"  # How people say days: read from what they type, so it is no content.


def lay_over(own: Path | None) -> tuple[Path, ...]:
    """Let this process read the content with a company's ``own`` folder laid over it; None: as it comes.

    Set once, when the bot is put together: jobs and pure rules read content too, and a company has one.
    """
    _in_use[0] = SHIPPED if own is None else (*SHIPPED, own)
    return _in_use[0]


def folders_of(content: Folders | None) -> tuple[Path, ...]:
    """The folders, the one with the last word at the end; None means those in use in this process."""
    if content is None:
        return _in_use[0]
    return (content,) if isinstance(content, Path) else tuple(content)


def languages(content: Folders = SHIPPED) -> frozenset[str]:
    """Every language there is some content in; whether it is all there is for the loaders to say."""
    return frozenset(
        home.name
        for folder in folders_of(content)
        for home in (folder.iterdir() if folder.is_dir() else ())
        if home.is_dir() and any(file.name != _WORDS_TO_READ for file in home.glob("*.yml"))
    )


def language_for(locale: str | None, content: Folders | None = None) -> str:
    """The language to speak with somebody of that Slack locale, such as ``de-DE``: theirs, or English."""
    spoken = (locale or FALLBACK).replace("_", "-").split("-")[0].casefold()
    return spoken if spoken in _languages(folders_of(content)) else FALLBACK


def read_overlaid(
    content: Folders, language: str, name: str, problems: list[str], *, key: str = "id"
) -> list[Entry]:
    """The entries of one file in one language, with what later folders add, replace and take out.

    An entry whose ``key`` is there already takes the place of the older one; with ``removed: true`` it takes
    it out. What is wrong joins ``problems``; a file that is in no folder is missing from the first.
    """
    folders = folders_of(content)
    files = [folder / language / name for folder in folders if (folder / language / name).exists()]
    if not files:
        return read_entries(folders[0] / language / name, problems)
    result: list[Entry] = []
    for file in files:
        # What comes with Tend is known by its language; of a company's files there may be several.
        laid_over = file.parent.parent != folders[0]
        label = str(file) if laid_over else ""
        older = {entry.raw(key): place for place, entry in enumerate(result) if entry.raw(key)}
        added: list[Entry] = []
        gone: set[int] = set()
        replaced: set[int] = set()
        for entry in read_entries(file, problems, label=label):
            place = older.get(entry.raw(key))
            if entry.has("removed"):
                if _takes_out(entry, key, known=place is not None) and place is not None:
                    gone.add(place)
            elif place is None or place in replaced:
                added.append(entry)
            else:
                replaced.add(place)
                result[place] = entry
        result = [entry for place, entry in enumerate(result) if place not in gone] + added
    return result


@cache
def _languages(folders: tuple[Path, ...]) -> frozenset[str]:
    return languages(folders)


def _takes_out(entry: Entry, key: str, *, known: bool) -> bool:
    entry.allow_only((key, "removed"))
    name = entry.words(key)
    if not entry.flag("removed", default=False) and entry.sound:
        entry.refuse(
            "An entry is taken out with true; to keep it, leave it away.", line=entry.line_of("removed")
        )
    if name is not None and not known:
        entry.refuse(f'There is no "{name}" to take out.', line=entry.line_of(key))
    return entry.sound
