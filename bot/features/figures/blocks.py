"""How the figures look: a page for everybody, a month after the other."""

from collections.abc import Sequence

from bot.features.figures.service import Report
from bot.features.figures.suppression import FEWEST, PARTS, Published
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words

OPEN = "figures.open"
PAGE = "figures.page"

_PERCENT_ROUNDED_TO = 5


def page(reports: Sequence[Report]) -> Block:
    """The figures of these months, newest first: what each number is, and what is not shown."""
    said = words("figures/figures", fewest=FEWEST)
    shown = [report for report in reports if report.published is not None]
    hidden = [report.month for report in reports if report.published is None]
    blocks = [block_kit.section(said["lead"])]
    if not shown:
        blocks.append(block_kit.section(said["none_yet"]))
    blocks += [_month(report) for report in shown]
    blocks.append(block_kit.context(said["rules"]))
    if hidden:
        blocks.append(
            block_kit.context(words("figures/figures", fewest=FEWEST, months=hidden)["months_not_shown"])
        )
    return block_kit.modal(said.plain("title"), blocks=blocks, callback_id=PAGE, close=said.plain("close"))


def door() -> Block:
    """The line on the Home tab, with a button that opens the page."""
    said = words("figures/figures")
    return block_kit.section(said["door"], accessory=block_kit.button(said.plain("open"), action_id=OPEN))


def _month(report: Report) -> Block:
    published = report.published or {}
    numbers = {name: _said(published, name) for name in ("enrolled", "acts", "stopped")}
    shares = {part: _said(published, part, of=published.get("acts")) for part in PARTS}
    cards = published.get("cards_a_week")
    said = words(
        "figures/figures",
        month=report.month,
        cards_a_week=_hidden() if cards is None else cards,
        **numbers,
        **shares,
    )
    felt = "felt" if published.get("acts") else "felt_hidden"
    return block_kit.section(
        "\n".join(said[line] for line in ("month", "enrolled", "acts", felt, "stopped", "cards"))
    )


def _said(published: Published, name: str, *, of: float | None = None) -> str:
    """A count in words, with its share ``of`` a total: worked out of what is published, and nothing else."""
    count = published.get(name)
    if count is None:
        return _hidden()
    if not of:
        return words("figures/figures", count=count).plain("about")
    percent = round(100 * count / of / _PERCENT_ROUNDED_TO) * _PERCENT_ROUNDED_TO
    return words("figures/figures", count=count, percent=percent).plain("share")


def _hidden() -> str:
    return words("figures/figures").plain("hidden")
