"""The words of an act: what there is to start from, what must not be left in it, and how it reads whole."""

import re

from bot.features.questions.bank import State
from bot.features.questions.hints import FieldId, Where
from bot.features.questions.noticing import Hint, hints
from bot.features.reconnections.acts.draft import Draft, Extent
from bot.features.reconnections.content.library import Content, content_for
from bot.features.reconnections.content.openers import ACTS, Size
from bot.features.reconnections.content.repair import Leads
from bot.features.reconnections.repair import composing
from bot.platform.errors import UserError
from bot.platform.slack.limits import length
from bot.platform.templating import words

# Judgement: what needs more is a letter, or a talk. Counted as Slack counts, so that nothing is cut.
LONGEST_TEXT = 2000
LONGEST_WHOLE = LONGEST_TEXT + 100
"""With the last line behind it."""
# Judgement: whoever has seen four and takes none has words of their own.
MOST_OTHERS = 3

_BLANK = re.compile(r"_{2,}")
_NOT_SURE = (State.UNDERNOURISHED, State.HEALTHY)


class NotReady(UserError):
    """The words are missing, too long, or have something in them that was to be filled in."""


def to_start_from(content: Content, draft: Draft, extent: Extent) -> tuple[str, ...]:
    """First words that suit, those of the size asked for before the others; ``MOST_OTHERS`` + 1 at most."""
    if draft.is_listening:
        return listening_words(content)
    size = Size.FEW if extent is Extent.FEW else Size.LINE
    states = [state for state in ((draft.state,) if draft.state else _NOT_SURE) if draft.act in ACTS[state]]
    found = [
        opener
        for state in states
        for opener in content.openers_for(act=draft.act, state=state, direction=draft.direction)
    ]
    found.sort(key=lambda opener: opener.size is not size)
    return tuple(opener.text for opener in found[: MOST_OTHERS + 1])


def is_an_opener(language: str, draft: Draft) -> bool:
    """Whether the words are still as they were offered, of whatever size."""
    content = content_for(language)
    return any(draft.words in to_start_from(content, draft, extent) for extent in Extent)


def listening_words(content: Content) -> tuple[str, ...]:
    """Words to ask how it was, for whoever has not heard that yet."""
    return tuple(
        answer.words
        for gate in content.repair.gates
        for answer in gate.answers
        if answer.leads is Leads.LISTEN and answer.words
    )


def checked(text: str, *, field: str, longest: int = LONGEST_TEXT) -> str:
    """``text`` without space around it. Raises NotReady, at ``field``, when it cannot be sent like this."""
    kept = text.strip()
    refusals = words("reconnections/refusals", length=length(kept), most=longest)
    if not kept:
        raise NotReady(refusals.plain("no_words"), field=field)
    if has_blank(kept):
        raise NotReady(refusals.plain("blank_left"), field=field)
    if length(kept) > longest:
        raise NotReady(refusals.plain("too_long"), field=field)
    return kept


def has_blank(text: str) -> bool:
    """Whether something is still to be filled in."""
    return _BLANK.search(text) is not None


def whole(content: Content, draft: Draft) -> str:
    """Everything its author would send, exactly as it would read."""
    if draft.is_composed:
        return composing.whole(content.repair.fields_for(power=draft.has_power), draft.pieces)
    # On a line of its own where it would run into what comes before.
    flows = composing.has_an_end(draft.words) and "\n" not in draft.words
    return (" " if flows else "\n").join(part for part in (draft.words, draft.expectation) if part)


def noticed(draft: Draft, *, language: str) -> list[Hint]:
    """What could be said about the words, each thing once; one of them is shown at a time."""
    if not draft.is_composed:
        return hints(draft.words, Where.OPENER, language=language)
    found: dict[str, Hint] = {}
    for name, piece in draft.pieces.items():
        for hint in hints(piece, Where.APOLOGY, language=language, field=FieldId(name)):
            found.setdefault(hint.id, hint)
    for hint in hints(" ".join(draft.pieces.values()), Where.APOLOGY, language=language):
        found.setdefault(hint.id, hint)
    return list(found.values())
