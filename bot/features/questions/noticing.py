"""What could be said about a draft before it is sent: never in the way, and never about the person."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.features.questions.hints import Field, Look, Where, rules_for
from bot.features.questions.overlays import FALLBACK, Folders


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
    field: Field | None = None,
    looks: Collection[Look] = (),
    content: Folders | None = None,
) -> list[Hint]:
    """Everything noticed in ``text``, in the order of the file; show the first that was not waved away.

    ``language`` is a language or a Slack locale, and the one the text is taken to be written in. ``field`` is
    the piece that ``text`` is; without one, hints that are for certain pieces alone keep quiet. ``looks`` is
    what was noticed in another way than by reading the text. A hint never stands in the way of sending.
    Without ``content``, the rules come from the folders in use.
    Raises ContentError when the files cannot be used.
    """
    return [
        Hint(rule.id, rule.says)
        for rule in rules_for(language, content)
        if rule.where is where
        and (rule.fields is None or field in rule.fields)
        and (rule.by in looks or rule.notices(text))
    ]
