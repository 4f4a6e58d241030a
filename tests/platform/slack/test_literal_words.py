"""Whatever stands for somebody's words in a template is drawn as it was typed, and changes nothing else."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, nodes

from bot.platform.places import TEMPLATES
from bot.platform.slack import mrkdwn
from bot.platform.templating import words
from bot.sandbox.rendering.mrkdwn import draw_mrkdwn
from bot.sandbox.rendering.scene import Scene

SCENE = Scene(
    {"U0ANA00001": "Ana"}, {"C0GENERAL1": "general"}, "U0ANA00001", UTC, datetime(2026, 10, 7, tzinfo=UTC)
)
HARMLESS = "plain words"
MESSAGES = sorted(
    str(file.relative_to(TEMPLATES)).removesuffix(".md.j2") for file in TEMPLATES.glob("*/*.md.j2")
)
ON_TWO_LINES = ("two\nlines", "two\n> lines")
NOW = datetime(2026, 10, 7, 9, tzinfo=UTC)
OF_FILTERS: dict[str, Any] = {
    "mention": "U0ANA00001",
    "channel": "C0GENERAL1",
    "link": "https://tend.example/archives/C0GENERAL1",
    "day": NOW,
    "clock": NOW,
}
# Numbers, which templates count and compare.
COUNTS = {
    *(
        "acts",
        "ahead",
        "carried",
        "count",
        "days",
        "done",
        "kept_private",
        "let_go",
        "messages",
        "mine",
        "most",
    ),
    *("of", "people", "rows", "theirs", "to_close", "unreachable"),
}
# The studies that our own lines name, slanted.
OURS = {"source"}
# One of a few words of ours, by which a template chooses what it says.
ODD: dict[str, Any] = {
    "source": "list",
    "relation": "peer",
    "direction": "peer",
    "state": "tense",
    "act": "ask",
    "lines": [("https://tend.example", ["a name"])],
    "with_ids": ["U0ANA00001"],
    "question": "week",
}
# What people have typed, which may go over lines; the others are names of ours, days and numbers.
TYPED = {"name", "words", "what", "text", "said", "did", "promised", "value", "team", "channel_name"}
HOSTILE = (
    "<!everyone> <!here> <!subteam^S0ABC123>",
    "<@U0ANA00001> <#C0GENERAL1>",
    "<https://evil.example|your payslip>",
    "@here @channel #general https://evil.example",
    "*bold* *",
    "a*b",
    "`x",
    "`code` ```block```",
    "_slanted_ and _",
    "~struck~ and ~",
    "> quoted",
    ">>> all of it",
    "&lt;!channel&gt; &amp;",
)
ALIKE = str.maketrans({"\u2217": "*", "\u02cd": "_", "\u223c": "~", "\u02cb": "`", "\u203a": ">"})
MARKS = st.lists(st.sampled_from([*"*_~`>&<|!@# \n.(", "a", "1", "é", "___", ":a:"]), max_size=14).map(
    "".join
)


def drawn(text: str) -> str:
    return str(draw_mrkdwn(text, scene=SCENE, verbatim=True))


def shape(html: str) -> list[str]:
    """Its tags alone."""
    return re.findall(r"<[^>]*>", html)


def read(html: str) -> str:
    """Its text alone, with look-alikes as what they stand for."""
    text = re.sub(r"<[^>]*>", "", html)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text.translate(ALIKE)


@given(text=st.one_of(MARKS, st.text(max_size=60)))
def test_words_are_drawn_as_they_were_typed(text: str) -> None:
    text = text.translate(ALIKE).replace("\ufdd0", "").replace(":", "")  # emoji are drawn on purpose
    html = drawn(mrkdwn.literal(text))
    assert shape(html) == []
    assert read(html) == text


@given(text=MARKS.filter(lambda text: "\n" not in text and text.strip() == text != ""))
def test_they_change_nothing_of_the_sentence_around_them(text: str) -> None:
    for before, after in (
        ("*", "*"),
        ("you said *", "* · _a source_"),
        ("> see ", " *now*"),
        ("`x` ", " `y`"),
    ):
        around = drawn(f"{before}{mrkdwn.literal(text.replace(':', ''))}{after}")
        assert shape(around) == shape(drawn(f"{before}{HARMLESS}{after}"))


@pytest.mark.parametrize(
    "kept", ["snake_case", "~/notes", "I can ___. I cannot ___.", "2 _ 3", "a > b", "c'est"]
)
def test_what_is_no_markup_is_left_as_it_is(kept: str) -> None:
    assert mrkdwn.unescape(mrkdwn.literal(kept)) == kept


@pytest.mark.parametrize("message", MESSAGES)
def test_no_words_change_the_part_of_a_template_they_stand_in(message: str) -> None:
    for block in blocks_of(message):
        for name in put_in_as_they_come(block):
            harmless = part(message, block, name, HARMLESS)
            for text in (*HOSTILE, *(ON_TWO_LINES if name in TYPED else ())):
                hostile = part(message, block, name, text)
                assert shape(drawn(hostile)) == shape(drawn(harmless)), (block.name, name, text)


def test_the_parts_in_which_people_are_quoted_are_among_them() -> None:
    looked_at = {
        (message, block.name, name)
        for message in MESSAGES
        for block in blocks_of(message)
        for name in put_in_as_they_come(block)
    }
    assert len(looked_at) > 250
    assert {
        ("follow_ups/line", "shared", "words"),
        ("follow_ups/form", "details_words", "words"),
        ("one_on_ones/history", "their_note", "name"),
        ("home/admins_values", "doubles", "value"),
    } <= looked_at


def blocks_of(message: str) -> list[nodes.Block]:
    text = (TEMPLATES / f"{message}.md.j2").read_text(encoding="utf-8")
    tree = Environment(autoescape=False).parse(text)  # noqa: S701  read, not filled in
    return list(tree.find_all(nodes.Block))


def put_in_as_they_come(block: nodes.Block) -> list[str]:
    """The names in a part whose values are shown as they are, or on one line; not those that count."""
    found = {name for output in block.find_all(nodes.Output) for one in output.nodes for name in _bare(one)}
    return sorted(found - COUNTS - OURS)


def _bare(one: nodes.Node) -> Iterator[str]:
    if isinstance(one, nodes.Name):
        yield one.name
    elif isinstance(one, nodes.Filter) and one.name in ("flat", "short") and one.node is not None:
        yield from _bare(one.node)


def part(message: str, block: nodes.Block, name: str, text: str) -> str:
    """The part with ``text`` for ``name``, and something that fits for all else."""
    values = fitting(block) | {name: text}
    for loop in block.find_all(nodes.For):
        if isinstance(loop.target, nodes.Name) and loop.target.name == name:
            values[_iterated(loop)] = [text]
    return words(message, **values)[block.name]


def fitting(block: nodes.Block) -> dict[str, Any]:
    """Something for each name in a part, by what it does with it."""
    values: dict[str, Any] = {found.name: HARMLESS for found in block.find_all(nodes.Name)}
    for filtered in block.find_all(nodes.Filter):
        if isinstance(filtered.node, nodes.Name) and filtered.name in OF_FILTERS:
            values[filtered.node.name] = OF_FILTERS[filtered.name]
    for asked in block.find_all(nodes.Getattr):
        if isinstance(asked.node, nodes.Name):
            values[asked.node.name] = NOW
    for loop in block.find_all(nodes.For):
        target = loop.target.name if isinstance(loop.target, nodes.Name) else None
        values[_iterated(loop)] = [values.get(target or "", HARMLESS)]
    return {name: ODD.get(name, 3 if name in COUNTS else value) for name, value in values.items()}


def _iterated(loop: nodes.For) -> str:
    """The name of what a loop goes through, all of it or the first few."""
    of = loop.iter.node if isinstance(loop.iter, nodes.Getitem) else loop.iter
    assert isinstance(of, nodes.Name)
    return of.name
