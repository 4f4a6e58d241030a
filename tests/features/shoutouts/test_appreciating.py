"""Once a week, in private: whom one worked with, and whether one of them made something easier."""

from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot.features.people.models import Person
from bot.features.relationships import service as relationships
from bot.features.relationships.models import Kind
from bot.features.shoutouts.appreciating import card, service
from bot.features.shoutouts.appreciating.models import AppreciationPrompt
from bot.features.shoutouts.appreciating.rotating import next_in_turn, one_turn_back
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.messages import Message
from tests.features.cards.above_the_foot import buttons_above
from tests.features.follow_ups.noting import cards_of, note, text_of
from tests.features.one_on_ones.witness import Witness, look_around
from tests.features.reconnections.acting import write
from tests.features.reconnections.reaching import reader
from tests.features.shoutouts.thanking import give

MAYA, ANA, LEO, SAM = "U0MAYA0001", "U0ANA00001", "U0LEO00001", "U0SAM00001"
ASKED_ALONE = "Did they make something easier?"
IDS = st.sets(st.text("abcdef", min_size=1, max_size=3), min_size=1, max_size=14)


def talked(tend: Sandbox, handle: str, *others: str) -> None:
    for other in others:
        tend.hands(handle).types(f"/reconnect talked @{other}")


def asking(tend: Sandbox, handle: str = "maya") -> list[Message]:
    """The cards that ask whom one might thank, as they read now."""
    return [seen for seen in cards_of(tend, handle) if "make something easier" in text_of(seen)]


def named(seen: Message) -> set[str]:
    """Who is named on a card, each with a button."""
    return {
        block["accessory"]["value"].removeprefix("to:")
        for block in seen.blocks
        if block.get("accessory", {}).get("action_id") == "shoutouts.begin"
    }


def asked(tend: Sandbox, handle: str = "maya", *, days: int = 0) -> list[str]:
    """Whom the card of that day would name."""
    now = reader(tend, handle)
    then = type(now)(
        workspace_id=now.workspace_id,
        person_id=now.person_id,
        working_time=now.working_time,
        now=now.now + timedelta(days=days),
    )
    with tend.database.transaction() as session:
        found = service.ask(session, then)
        return found.person_ids if found else []


def log(tend: Sandbox, about_id: str, kind: Kind, *, days_ago: int = 0, is_theirs: bool = False) -> None:
    maya = reader(tend, "maya")
    with tend.database.transaction() as session:
        relationships.log_act(
            session,
            maya.workspace_id,
            person_id=MAYA,
            about_id=about_id,
            kind=kind,
            key=f"{kind}:{about_id}:{days_ago}:{is_theirs}",
            done_on=maya.today - timedelta(days=days_ago),
            is_theirs=is_theirs,
        )


@given(among=IDS, most=st.integers(1, 4), seed=st.text(max_size=2), turns=st.integers(1, 30))
def test_nobody_is_named_twice_before_everybody_was(
    among: set[str], most: int, seed: str, turns: int
) -> None:
    after: str | None = None
    how_often: Counter[str] = Counter()
    for _ in range(turns):
        turn = next_in_turn(among, after=after, most=most, seed=seed)
        assert len(set(turn)) == len(turn) == min(most, len(among))
        how_often.update(turn)
        after = turn[-1]
    counts = [how_often[each] for each in among]
    assert max(counts) - min(counts) <= 1


@given(
    steady=IDS,
    passing=st.lists(IDS, min_size=6, max_size=6),
    most=st.integers(1, 3),
)
def test_whoever_comes_and_goes_costs_nobody_their_turn(
    steady: set[str], passing: list[set[str]], most: int
) -> None:
    after: str | None = None
    waited: Counter[str] = Counter()
    everybody = steady.union(*passing)
    for turn_number in range(6 * len(everybody)):
        among = steady | passing[turn_number % len(passing)]
        turn = next_in_turn(among, after=after, most=most, seed="")
        after = turn[-1]
        for each in steady:
            waited[each] = 0 if each in turn else waited[each] + 1
            assert waited[each] <= len(everybody)


@given(among=IDS, most=st.integers(1, 3), turns=st.integers(1, 8))
def test_a_turn_that_nobody_saw_comes_once_more(among: set[str], most: int, turns: int) -> None:
    after: str | None = None
    turn: list[str] = []
    for _ in range(turns):
        turn = next_in_turn(among, after=after, most=most, seed="")
        after = turn[-1]
    assert after is not None
    back = one_turn_back(among, after=after, most=most, seed="")
    again = next_in_turn(among, after=back, most=most, seed="")
    assert set(again) == set(turn)


def test_a_card_names_those_one_worked_with_each_with_a_button(tend: Sandbox) -> None:
    talked(tend, "maya", "ana", "leo", "sam")
    tend.let_days_pass(1)
    [seen] = asking(tend)
    assert named(seen) == {ANA, LEO, SAM}
    assert "Did one of them make something easier?" in seen.words
    assert seen.text == "A few things for today"
    assert [block["accessory"]["text"]["text"] for block in seen.blocks if "accessory" in block] == (
        ["Say thanks"] * 3
    )


def test_with_one_person_the_question_is_about_them(tend: Sandbox) -> None:
    talked(tend, "maya", "ana")
    tend.let_days_pass(1)
    [seen] = asking(tend)
    assert ASKED_ALONE in seen.words


def test_say_thanks_opens_the_form_for_that_person(tend: Sandbox) -> None:
    talked(tend, "maya", "ana")
    tend.let_days_pass(1)
    [seen] = asking(tend)
    tend.hands("maya").press(seen, "Say thanks")
    form = tend.workspace.modal_of("maya")
    assert form is not None
    assert ANA in str(form.blocks)


def test_nobody_to_name_no_line_and_no_card(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend resume")
    tend.let_days_pass(20)
    assert cards_of(tend, "maya") == []
    with tend.database.reading() as session:
        assert session.scalars(sa.select(AppreciationPrompt)).all() == []


def test_it_comes_once_a_week_at_most_and_names_the_others_next(tend: Sandbox) -> None:
    talked(tend, "maya", "ana", "leo", "sam", "noor", "priya")
    days = [(day, frozenset(asked(tend, days=day))) for day in range(14)]
    told = [(day, names) for day, names in days if names]
    assert [day for day, _ in told] == [0, 7]
    assert all(len(names) == 3 for _, names in told)
    assert len(told[0][1] | told[1][1]) == 5


def test_without_anything_new_it_is_not_asked_again(tend: Sandbox) -> None:
    talked(tend, "maya", "ana")
    tend.let_days_pass(1)
    assert asking(tend)
    assert [day for day in range(60) if asked(tend, days=day)] == []
    log(tend, ANA, Kind.ONE_ON_ONE)
    assert asked(tend, days=7) == [ANA]


def test_not_this_week_takes_it_away_and_changes_nothing(tend: Sandbox) -> None:
    talked(tend, "maya", "ana")
    tend.let_days_pass(1)
    [seen] = asking(tend)
    with tend.database.reading() as session:
        before = str(session.execute(sa.select(AppreciationPrompt.__table__)).all())
    tend.hands("maya").press(seen, "Not this week")
    assert "Not asked again this week." in seen.words
    assert named(seen) == set()
    assert buttons_above(seen) == []
    with tend.database.reading() as session:
        assert str(session.execute(sa.select(AppreciationPrompt.__table__)).all()) == before
    talked(tend, "maya", "ana")
    tend.let_days_pass(7)
    assert asking(tend)


def test_dont_ask_me_this_ends_it_and_says_how_it_comes_back(tend: Sandbox) -> None:
    talked(tend, "maya", "ana")
    tend.let_days_pass(1)
    [seen] = asking(tend)
    tend.hands("maya").press(seen, "Don't ask me this")
    assert "`/tend settings` brings it back" in seen.words
    with tend.database.reading() as session:
        assert not service.is_wanted(session, "T0TEND0001", MAYA)
    assert asked(tend, days=30) == []
    with tend.database.transaction() as session:
        service.choose(session, "T0TEND0001", MAYA, wanted=True, now=tend.now())
        assert service.is_wanted(session, "T0TEND0001", MAYA)
    assert asked(tend) == [ANA]


def test_wanting_it_enrols_nobody_and_saying_so_twice_changes_nothing(tend: Sandbox) -> None:
    for wanted in (False, False, True, True):
        with tend.database.transaction() as session:
            service.choose(session, "T0TEND0001", ANA, wanted=wanted, now=tend.now())
            assert service.is_wanted(session, "T0TEND0001", ANA) == wanted
    tend.let_days_pass(8)
    assert cards_of(tend, "ana") == []


def test_whoever_was_thanked_within_thirty_days_is_not_named(tend: Sandbox) -> None:
    talked(tend, "maya", "ana", "leo", "sam")
    give(tend, "maya", "@ana found out why the import broke")
    log(tend, LEO, Kind.THANK, days_ago=29)
    log(tend, SAM, Kind.THANK, days_ago=30)
    assert asked(tend) == [SAM]


def test_thanks_that_one_received_are_neither_work_nor_thanks(tend: Sandbox) -> None:
    log(tend, ANA, Kind.SHOUTOUT, is_theirs=True)
    assert asked(tend) == []
    talked(tend, "maya", "ana")
    assert asked(tend) == [ANA]


@pytest.mark.parametrize("kind", [Kind.OWN, Kind.NAME, Kind.THANK, Kind.SHOUTOUT])
def test_a_repair_is_no_reason_to_be_asked_for_thanks(tend: Sandbox, kind: Kind) -> None:
    log(tend, ANA, kind, days_ago=40)
    assert asked(tend) == []


@pytest.mark.parametrize("kind", [Kind.ASK, Kind.QUESTION, Kind.TALKED, Kind.ONE_ON_ONE, Kind.PRESENCE])
def test_what_one_noted_oneself_counts_for_sixty_days(tend: Sandbox, kind: Kind) -> None:
    log(tend, ANA, kind, days_ago=59)
    log(tend, LEO, kind, days_ago=60)
    assert asked(tend) == [ANA]


@pytest.mark.parametrize("what", ["is_gone", "is_bot", "is_guest", "is_foreign"])
def test_the_gone_bots_and_guests_are_never_named(tend: Sandbox, what: str) -> None:
    talked(tend, "maya", "ana", "leo")
    with tend.database.transaction() as session:
        setattr(session.get_one(Person, ("T0TEND0001", ANA)), what, True)
    assert asked(tend) == [LEO]


def test_whom_one_leaves_in_peace_is_not_named(tend: Sandbox) -> None:
    talked(tend, "maya", "ana", "leo", "sam")
    maya = reader(tend, "maya")
    with tend.database.transaction() as session:
        relationships.let_rest(session, maya, about_id=ANA)
        relationships.they_asked_me_not_to(session, maya, about_id=LEO)
    assert asked(tend) == [SAM]


def test_somebody_who_left_everybody_in_peace_is_asked_nothing(tend: Sandbox) -> None:
    talked(tend, "maya", "ana")
    with tend.database.transaction() as session:
        relationships.let_rest(session, reader(tend, "maya"), about_id=ANA)
    assert asked(tend) == []


def test_the_other_ones_log_names_nobody(tend: Sandbox) -> None:
    talked(tend, "ana", "maya")
    assert asked(tend) == []
    assert asked(tend, "ana") == [MAYA]


def test_a_card_that_never_arrived_asks_again_with_the_same_names(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    talked(tend, "maya", "ana", "leo", "sam", "noor", "priya")
    first = asked(tend)
    with tend.database.transaction() as session:
        card.again(session, reader(tend, "maya"), [1])
    assert asked(tend) == first


def test_a_newer_card_takes_the_names_away(tend: Sandbox) -> None:
    talked(tend, "maya", "ana")
    tend.let_days_pass(1)
    [seen] = asking(tend)
    note(tend, "maya", "send the slides", due_on=tend.now().date() + timedelta(days=1))
    tend.let_days_pass(1)
    assert named(seen) == set()
    assert "A question about somebody you worked with stood here." in seen.words


def test_nobody_else_learns_who_was_named_and_no_private_word_stands_in_it(
    tend: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    witness = Witness(tend, monkeypatch)
    note(tend, "ana", "send the slides")
    note(tend, "maya", "canary-promise to @ana")
    write(tend, words="canary-act: how are you?")
    talked(tend, "maya", "ana", "leo")
    tend.let_days_pass(1)
    [seen] = asking(tend)
    start = next(place for place, block in enumerate(seen.blocks) if "You worked with" in str(block))
    assert "canary" not in str(seen.blocks[start:])
    tend.hands("maya").press(seen, "Not this week")
    look_around(tend, "ana", "maya")
    look_around(tend, "leo", "maya")
    tend.let_days_pass(14)
    for handle in ("ana", "leo"):
        assert "something easier" not in witness.read_by(handle)
        assert "whom you might thank" not in witness.read_by(handle).lower()
    assert "something easier" in witness.read_by("maya")
    assert not [words for words in witness.lock_screens if "thank" in words or "Ana" in words]
