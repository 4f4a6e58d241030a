"""A page never grows beyond what Slack takes, and says what it leaves out."""

from hypothesis import given
from hypothesis import strategies as st

from bot.features.digest.parts import Part, fitted
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block


def part_of(name: str, sizes: list[int]) -> Part:
    def lines() -> list[list[Block]]:
        return [
            [block_kit.section(f"{name} {number}") for _ in range(size)] for number, size in enumerate(sizes)
        ]

    return Part("", name, lines, more_at="/list")


SIZES = st.lists(st.lists(st.integers(1, 2), min_size=1, max_size=60), max_size=8)


@given(every=SIZES, room=st.integers(40, 100))
def test_there_is_always_room_for_a_word_of_each(every: list[list[int]], room: int) -> None:
    parts = [part_of(f"part-{number}", sizes) for number, sizes in enumerate(every)]
    blocks = fitted(parts, room=room)
    assert len(blocks) <= room
    shown = str(blocks)
    for number, sizes in enumerate(every):
        assert f"part-{number} 0'" in shown
        told = sum(f"part-{number} {line}'" in shown for line in range(len(sizes)))
        left_out = len(sizes) - told
        assert (f"And {left_out} more: `/list`" in shown) or not left_out


@given(every=SIZES)
def test_nothing_is_left_out_where_there_is_room(every: list[list[int]]) -> None:
    parts = [part_of(f"part-{number}", sizes) for number, sizes in enumerate(every)]
    blocks = fitted(parts, room=1_000)
    assert len(blocks) == sum(1 + sum(sizes) for sizes in every)
    assert "more: `/list`" not in str(blocks)
