"""A courier that is killed or frozen at any point loses nothing, and says nothing twice in public."""

from functools import partial
from pathlib import Path

import pytest

from bot.platform.delivery import courier
from bot.platform.delivery.carrying import Parcel
from bot.platform.delivery.courier import Courier
from bot.platform.delivery.models import OutboxMessage, State
from tests.sweeps.crashing import points_to_kill_at
from tests.sweeps.post import AFTERWARDS, AT_ONCE, PostOffice, is_in_the_window


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> PostOffice:
    office = PostOffice(database_url, tmp_path)
    office.fill()
    office.victim.rehearse(partial(office.carries, turns=AT_ONCE))
    office.fill()
    return office


def test_a_bag_that_nobody_disturbs_is_carried_once(office: PostOffice) -> None:
    office.victim.lives(partial(office.carries, turns=AT_ONCE + AFTERWARDS))
    office.check("undisturbed", may_double=False)


def test_a_courier_killed_at_any_point(office: PostOffice) -> None:
    whole = office.victim.lives(partial(office.carries, turns=AT_ONCE))
    for number, point in points_to_kill_at(whole):
        office.fill()
        dead = office.victim.lives(partial(office.carries, turns=AT_ONCE), until=number)
        office.victim.lives(partial(office.carries, turns=AT_ONCE + AFTERWARDS))
        where = f"killed at {number} of {len(whole.points)}, {point}"
        office.check(where, may_double=is_in_the_window(dead))


def test_a_courier_frozen_past_its_lease_at_any_point(office: PostOffice, database_url: str) -> None:
    whole = office.victim.lives(partial(office.carries, turns=AT_ONCE))
    for number, point in points_to_kill_at(whole):
        has_the_file = database_url.startswith("sqlite") and not point.startswith(
            ("before", "after", "committed")
        )
        if has_the_file:  # nobody else can write meanwhile: they are told so after two seconds
            continue
        office.fill()
        frozen = office.victim.lives(partial(office.carries, turns=AT_ONCE), until=number, frozen=True)
        office.victim.lives(partial(office.carries, turns=AFTERWARDS))
        office.victim.wake(frozen)
        office.victim.lives(partial(office.carries, turns=AFTERWARDS))
        # Between the last look at the lease and Slack's answer a courier cannot know that it was frozen.
        is_after_the_look = point in ("before post", "before send_file") or is_in_the_window(frozen)
        office.check(f"frozen at {number} of {len(whole.points)}, {point}", may_double=is_after_the_look)


def test_a_courier_that_forgets_what_was_in_hand_is_caught(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sweep is worth something: with this mistake in it, a post would stand there twice."""
    monkeypatch.setattr(courier, "is_public", lambda _row: False)
    with pytest.raises(AssertionError, match="stands there twice"):
        test_a_courier_killed_at_any_point(office)


def test_a_courier_that_sends_what_is_no_longer_its_own_is_caught(
    office: PostOffice, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = Courier._claim_some
    read_early: dict[int, str | None] = {}

    def read_at_once(self: Courier, *, most: int) -> list[Parcel]:
        parcels = claim(self, most=most)
        for parcel in parcels:
            if parcel.row.state == State.WAITING:
                with self._database.reading() as session:
                    read_early[parcel.row.id] = session.get_one(OutboxMessage, parcel.row.id).content
        return parcels

    monkeypatch.setattr(Courier, "_claim_some", read_at_once)
    monkeypatch.setattr(Courier, "_content_if_ours", lambda _self, parcel: read_early[parcel.row.id])
    with pytest.raises(AssertionError, match="doubled"):
        test_a_courier_frozen_past_its_lease_at_any_point(office, database_url)
