"""My data, as a person looks at it: what is held kind by kind, each row in words, and the two ways out."""

import json

from bot.features.privacy.erasing import Erased
from bot.features.privacy.rows import Row, Said, paged
from bot.features.workspace.models import Workspace
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import marked, words

OPEN = "privacy.open"
TURN = "privacy.turn"
EXPORT, EXPORT_FORM = "privacy.export", "privacy.export_form"
ERASE, ERASE_FORM = "privacy.erase", "privacy.erase_form"
POSTS_TOO = "posts_too"
# Judgement: what is read without losing one's place.
_ROWS = 15


def overview(kinds: dict[str, int], workspace: Workspace) -> Block:
    """What is held, a line a kind, and for how long."""
    said = words(
        "privacy/overview",
        states=workspace.keep_states_days,
        acts=workspace.keep_acts_days,
        thanks=workspace.keep_thanks_days,
    )
    lines = [_kind(kind, count) for kind, count in kinds.items() if count]
    ways_out = [
        block_kit.button(said.plain("export"), action_id=EXPORT),
        block_kit.button(said.plain("erase"), action_id=ERASE, style="danger"),
    ]
    return block_kit.modal(
        said.plain("title"),
        blocks=[
            block_kit.section(said["from_slack"]),
            block_kit.section(said["from_you"] if lines else said["nothing"]),
            *lines,
            block_kit.section(said["how_long"]),
            block_kit.context(said["who_sees_it"]),
            block_kit.actions(ways_out),
        ],
        callback_id="privacy.my_data",
        close=said.plain("close"),
    )


def opened(rows: list[Row], told: Said, *, kind: str, page: int) -> Block:
    """The rows of one kind in words, a page at a time."""
    shown, pages = paged(rows, page, size=_ROWS)
    page = min(max(page, 0), pages - 1)
    said = words("privacy/overview", count=len(rows), number=page + 1, pages=pages)
    lines = [
        block_kit.section(words("privacy/overview", day=row.day, text=marked(told.in_slack(row)))["line"])
        for row in shown
    ]
    turns = [
        block_kit.button(
            said.plain(name),
            action_id=f"{TURN}.{name}",
            value=json.dumps({"kind": kind, "page": other}),
        )
        for name, other in (("earlier", page + 1), ("later", page - 1))
        if 0 <= other < pages
    ]
    return block_kit.modal(
        block_kit.fit(said.plain("title"), 24),
        blocks=[
            block_kit.header(said.plain(f"{kind}_title")),
            *(lines or [block_kit.section(said["none_left"])]),
            block_kit.context(said["page_of"]),
            *([block_kit.actions(turns)] if turns else []),
        ],
        callback_id="privacy.rows",
        close=said.plain("close"),
    )


def before_export() -> Block:
    """The warning before a copy is sent."""
    said = words("privacy/export")
    return block_kit.modal(
        said.plain("title"),
        blocks=[block_kit.section(said["warning"]), block_kit.context(said["what_is_in_it"])],
        callback_id=EXPORT_FORM,
        submit=said.plain("submit"),
        close=said.plain("close"),
    )


def on_its_way(count: int) -> Block:
    """What is read once the copy is on its way, in ``count`` files."""
    said = words("privacy/export", count=count)
    return _last(said.plain("title"), said["in_parts" if count > 1 else "on_its_way"], said.plain("done"))


def before_erasing() -> Block:
    """What goes and what stays, asked once."""
    said = words("privacy/erase")
    too = block_kit.option(said.plain("posts_too"), value=POSTS_TOO)
    return block_kit.modal(
        said.plain("title"),
        blocks=[
            block_kit.section(said["goes"]),
            block_kit.section(said["stays"]),
            block_kit.input_(
                said.plain("posts"),
                element=block_kit.checkboxes("posts", options=[too]),
                block_id="posts",
                hint=said.plain("posts_hint"),
                optional=True,
            ),
            block_kit.context(said["afterwards"]),
        ],
        callback_id=ERASE_FORM,
        submit=said.plain("submit"),
        close=said.plain("close"),
    )


def gone(erased: Erased) -> Block:
    """What is read once everything is deleted."""
    said = words("privacy/erase", rows=erased.rows, messages=erased.messages, unreachable=erased.unreachable)
    return _last(said.plain("title"), said["gone"], said.plain("done"))


def _kind(kind: str, count: int) -> Block:
    said = words("privacy/overview", count=count)
    named = words("privacy/overview", what=said.plain(f"{kind}_title"))
    return block_kit.section(
        said[kind],
        accessory=block_kit.button(
            said.plain("open"),
            action_id=f"{OPEN}.{kind}",
            value=kind,
            accessibility_label=named.plain("open_label"),
        ),
    )


def _last(title: str, text: str, close: str) -> Block:
    return block_kit.modal(title, blocks=[block_kit.section(text)], callback_id="privacy.done", close=close)
