"""A company's own content, to lay over what comes with Tend, and what is wrong with it."""

from pathlib import Path

import pytest

from bot.features.questions.entries import ContentError
from bot.features.questions.overlays import SHIPPED
from bot.features.reconnections.content.library import check_everything


def write(folder: Path, name: str, text: str, language: str = "en") -> None:
    (folder / language).mkdir(exist_ok=True)
    (folder / language / name).write_text(text, "utf-8")


def problems_of(*folders: Path) -> tuple[str, ...]:
    with pytest.raises(ContentError) as refused:
        check_everything(folders)
    return refused.value.problems


def laid_over(own: Path) -> tuple[Path, ...]:
    return (*SHIPPED, own)
