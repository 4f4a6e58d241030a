"""People's words as rich text: they stay literal, nothing in them rings, links or names anybody."""

from collections.abc import Sequence

from bot.platform.slack.block_parts import Block, given


def rich_text(elements: Sequence[Block], *, block_id: str | None = None) -> Block:
    """People's words: ``elements`` are made by `rich_text_section` and its sisters."""
    return given("rich_text", block_id=block_id, elements=list(elements))


def rich_text_section(words: str | Sequence[Block]) -> Block:
    """Literal words, in which nothing rings or links, or a row of `words` and `person`."""
    return given("rich_text_section", elements=_in_a_row(words))


def rich_text_quote(words: str | Sequence[Block]) -> Block:
    return given("rich_text_quote", elements=_in_a_row(words))


def rich_text_list(items: Sequence[str | Sequence[Block]], *, style: str = "bullet") -> Block:
    """``style`` is bullet or ordered."""
    return given("rich_text_list", style=style, elements=[rich_text_section(item) for item in items])


def words(text: str, *, bold: bool = False, italic: bool = False) -> Block:
    """Literal words inside rich text."""
    style = {name: True for name, wanted in (("bold", bold), ("italic", italic)) if wanted}
    return given("text", text=text, style=style or None)


def person(user_id: str) -> Block:
    """A live mention inside rich text, which rings."""
    return given("user", user_id=user_id)


def _in_a_row(words_or_parts: str | Sequence[Block]) -> list[Block]:
    return [words(words_or_parts)] if isinstance(words_or_parts, str) else list(words_or_parts)
