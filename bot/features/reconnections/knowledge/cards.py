"""Cards to read: worked examples, a myth for each month, and what steadies before a hard talk."""

from datetime import date

from bot.features.reconnections.around.actions import Action, steady_button
from bot.features.reconnections.around.screens import page
from bot.features.reconnections.content.cards import Case, Myth, SteadyPart
from bot.features.reconnections.content.library import content_for
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.templating import words


def examples(language: str) -> Block:
    """Every worked example: which words were sent, and what came after."""
    said = words("reconnections/knowledge")
    blocks = [block_kit.context(said["examples_lead"])]
    for case in content_for(language).cases:
        blocks += _example(case)
    blocks.append(block_kit.actions([steady_button()], block_id="steady"))
    return page(said.plain("examples_title"), blocks)


def before_a_hard_talk(language: str) -> Block:
    """The card that steadies: its questions, a sentence to have ready, and one to build."""
    said, content = words("reconnections/knowledge"), content_for(language)
    questions = [each.text for each in content.steady_lines(SteadyPart.BEFORE)]
    ready = [each.text for each in content.steady_lines(SteadyPart.SAY)]
    builders = [each.text for each in content.steady_lines(SteadyPart.BUILDER)]
    blocks = [
        block_kit.section(said["steady_lead"]),
        block_kit.rich_text([block_kit.rich_text_list(questions, style="ordered")]),
    ]
    for part, lines in (("steady_say", ready), ("steady_builder", builders)):
        if lines:
            blocks.append(block_kit.section(said[part]))
            blocks += [block_kit.rich_text([block_kit.rich_text_quote(line)]) for line in lines]
    return page(said.plain("steady_title"), [*blocks, block_kit.context(said["steady_end"])])


def myth_of(day: date, *, language: str) -> Myth | None:
    """The myth of that month, one after the other; None when a company has taken them all out."""
    myths = content_for(language).myths
    return myths[(day.year * 12 + day.month) % len(myths)] if myths else None


def myth_on_home(day: date, *, language: str) -> list[Block]:
    """What is said, on one line; what was found stands behind it."""
    myth = myth_of(day, language=language)
    if myth is None:
        return []
    said = words("reconnections/knowledge", myth=myth.myth)
    button = block_kit.button(said.plain("myth_open"), action_id=Action.MYTH, value=myth.id)
    return [block_kit.section(said["myth_on_home"], accessory=button)]


def myth(myth_id: str, *, language: str, day: date) -> Block:
    """What was found, where, and what to try; the month's when that one is gone."""
    known = content_for(language).myths
    found = next((each for each in known if each.id == myth_id), None) or myth_of(day, language=language)
    if found is None:
        said = words("reconnections/knowledge")
        return page(said.plain("myth_title"), [block_kit.section(said["myth_gone"])])
    said = words(
        "reconnections/knowledge",
        myth=found.myth,
        evidence=found.evidence,
        source_note=found.source_note,
        attempt=found.attempt,
    )
    return page(
        said.plain("myth_title"),
        [
            block_kit.section(said["myth"]),
            block_kit.section(said["myth_evidence"]),
            block_kit.context(said["myth_source"]),
            block_kit.section(said["myth_try"]),
        ],
    )


def _example(case: Case) -> list[Block]:
    said = words(
        "reconnections/knowledge",
        title=case.title,
        direction=case.direction,
        state=case.state,
        act=case.act,
    )
    return [
        block_kit.header(case.title),
        block_kit.context(said["example_what"]),
        block_kit.rich_text([block_kit.rich_text_quote(case.words)]),
        block_kit.section(said["example_then"]),
        block_kit.rich_text([block_kit.rich_text_list(list(case.then), style="ordered")]),
    ]
