"""What could be said about a draft before it is sent: at most one hint at a time, and never in the way."""

from dataclasses import dataclass

from bot.features.questions.overlays import FALLBACK, Folders
from bot.features.reconnections.content.hints import Where
from bot.features.reconnections.content.library import content_for
from bot.features.reconnections.content.repair import FieldId


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing that was noticed, and the sentence about it. ``id`` is what a person waves away."""

    id: str
    says: str


def hints(
    text: str,
    where: Where,
    *,
    language: str | None = FALLBACK,
    field: FieldId | None = None,
    content: Folders | None = None,
) -> list[Hint]:
    """Everything noticed in ``text``, in the order of the file; show the first that was not waved away.

    ``language`` is a language or a Slack locale, and the one the text is taken to be written in. ``field`` is
    the piece of an apology that ``text`` is; without one, hints that are for certain pieces alone keep quiet.
    A hint never stands in the way of sending. Without ``content``, the rules come from the folders in use.
    Raises ContentError when the files cannot be used.
    """
    return [
        Hint(rule.id, rule.says)
        for rule in content_for(language, content).hints
        if rule.where is where and (rule.fields is None or field in rule.fields) and rule.notices(text)
    ]
