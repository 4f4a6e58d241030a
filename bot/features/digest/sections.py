"""What a digest tells about, and in which order."""

from collections.abc import Callable

from bot.features.digest.parts import Part
from bot.features.digest.reading import Week
from bot.features.digest.telling.one_on_ones import one_on_ones, people_led
from bot.features.digest.telling.people import act, one_name, question, thanks
from bot.features.digest.telling.promises import acts, promises
from bot.features.workspace.switches import Feature

Section = Callable[[Week], list[Part]]
"""Looks at a week that has been read; empty when there is nothing to say."""

SECTIONS: tuple[Section, ...] = (
    one_on_ones,
    people_led,
    promises,
    acts,
    thanks,
    one_name,
    question,
    act,
)

_PART_OF: dict[Section, Feature] = {
    one_on_ones: Feature.ONE_ON_ONES,
    people_led: Feature.ONE_ON_ONES,
    acts: Feature.RECONNECTIONS,
    thanks: Feature.SHOUTOUTS,
    one_name: Feature.SHOUTOUTS,
    question: Feature.RECONNECTIONS,
    act: Feature.RECONNECTIONS,
}


def sections_of(week: Week) -> list[Section]:
    """Those that speak in that week: what is switched off in the reader's workspace does not."""
    return [section for section in SECTIONS if _PART_OF.get(section) not in week.off]
