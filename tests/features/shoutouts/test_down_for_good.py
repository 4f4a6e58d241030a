"""Taking down holds: at any time, crossing whatever else happens, and nobody is told what is not so."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from bot.features.shoutouts.channel import round_ups
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver, Way
from bot.features.shoutouts.receiving import preferences, taking_down, telling
from bot.features.shoutouts.receiving.received import NotForYou
from bot.features.workspace.models import Workspace
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import Refusal
from tests.conftest import KEY
from tests.features.shoutouts.test_friday_thread import opt
from tests.features.shoutouts.test_round_up import MONDAY, round_up_of
from tests.features.shoutouts.test_round_up import round_ups as round_ups_in
from tests.features.shoutouts.thanking import WORDS, asked, give, modal_of, posts
from tests.features.workspace.deciding import TEAM, decide


@pytest.fixture
def on_postgres(postgres_url: str) -> Iterator[Sandbox]:
    """Where two transactions really run at once."""
    sandbox = Sandbox(database_url=postgres_url, encryption_key=KEY)
    yield sandbox
    sandbox.stop()


def taken_down(session: Session, tend: Sandbox) -> None:
    row = session.query(ShoutoutReceiver).one()
    receiver = taking_down.receiver_row(session, TEAM, person_id=row.person_id, row_id=row.id)
    taking_down.take_down(session, receiver, now=tend.now())


def test_a_post_whose_words_are_forgotten_is_listed_and_taken_down(tend: Sandbox) -> None:
    give(tend, "leo", f"@ana {WORDS}")
    tend.hands("ana").press(asked(tend), "In the channel")
    tend.let_days_pass(91)
    [listed] = tend.hands("ana").types("/shoutout received")
    assert "Its words are forgotten here. The post stands in the channel." in listed.words
    assert "Wednesday 7 October, in <#C0SHOUTS01>" in listed.words
    assert "Thank them back" not in listed.words
    tend.hands("ana").press(listed, "Take it down")
    assert posts(tend) == []
    assert "Nothing yet." in listed.words
    assert tend.workspace.refused_calls() == []


def test_the_author_hears_nothing_while_slack_refuses_and_it_can_be_tried_again(tend: Sandbox) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    tend.workspace.faults.order("chat.delete", Refusal("cant_delete_message"))
    tend.hands("ana").press(asked(tend), "Take it down")
    assert tend.workspace.in_dm("maya") == []
    assert len(posts(tend)) == 1
    told = tend.workspace.in_dm("ana")[-1]
    assert "You can try again." in told.words
    assert WORDS in tend.hands("ana").types("/shoutout received").words
    tend.hands("ana").press(told, "Take it down")
    assert posts(tend) == []
    assert "It has been taken down." in told.words
    [heard] = tend.workspace.in_dm("maya")
    assert "has been taken down." in heard.words


def test_a_round_up_has_no_line_without_a_name(tend: Sandbox) -> None:
    decide(tend, "How long I keep things", {"Words of a shout-out": "30 days"})
    hands = tend.hands("maya")
    hands.types("/shoutout")
    form = modal_of(tend, "maya")
    hands.fill(form, {"Or a team, by its name": "Night shift", "What did they do?": WORDS})
    hands.submit(form)
    hands.submit(form)
    hands.close(form)
    tend.let_days_pass(14)
    give(tend, "maya", f"@ana {WORDS}")
    give(tend, "maya", f"@sam {WORDS}")
    message = round_up_of(tend)
    tend.let_days_pass(8)  # the team's name is forgotten by now
    tend.hands("ana").press(asked(tend), "Take it down")
    text = message.blocks[1]["text"]["text"]
    assert "Sam Becker" in text
    assert "|>" not in text
    assert text.count("•") == 1


@pytest.mark.postgres
def test_taking_down_what_was_just_taken_back_leaves_no_mark_on_the_draft(on_postgres: Sandbox) -> None:
    tend = on_postgres
    answer = give(tend, "maya", f"@ana {WORDS}")
    with tend.database.transaction() as session:
        row = session.query(ShoutoutReceiver).one()
        receiver = taking_down.receiver_row(session, TEAM, person_id=row.person_id, row_id=row.id)
        tend.hands("maya").press(answer, "Undo")
        with pytest.raises(NotForYou):
            taking_down.take_down(session, receiver, now=tend.now())
    with tend.database.reading() as session:
        assert session.query(ShoutoutReceiver).one().taken_down_at is None


@pytest.mark.postgres
def test_a_round_up_does_not_name_who_takes_theirs_down_at_that_moment(on_postgres: Sandbox) -> None:
    tend = on_postgres
    give(tend, "maya", f"@ana {WORDS}")
    opt(tend, thread=False, round_up=True)
    tend.clock.turn_to(MONDAY)
    done: list[bool] = []

    def way_from(session: Session, workspace_id: str, person_id: str, *, author_id: str) -> Way:
        if not done:
            done.append(True)
            with tend.database.transaction() as other:
                taken_down(other, tend)
        return preferences.way_from(session, workspace_id, person_id, author_id=author_id)

    with tend.database.transaction() as session:
        round_ups.make(session, session.get_one(Workspace, TEAM), tend.now(), way_from=way_from)
    tend.settle()
    assert done
    assert round_ups_in(tend) == []


@pytest.mark.postgres
def test_asking_and_taking_down_at_once_never_wait_for_each_other(
    on_postgres: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    tend = on_postgres
    really_ask, really_ask_one = telling.ask, telling.ask_one
    monkeypatch.setattr(telling, "ask_one", lambda session, now: False)
    give(tend, "maya", f"@ana {WORDS}")
    both = Barrier(2)

    def ask(session: Session, receiver: ShoutoutReceiver, **more: object) -> None:
        both.wait(5)  # it has locked what it locks
        really_ask(session, receiver, now=tend.now())

    monkeypatch.setattr(telling, "ask", ask)

    def asking() -> None:
        with tend.database.transaction() as session:
            assert really_ask_one(session, now=tend.now())

    def downing() -> None:
        both.wait(5)
        with tend.database.transaction() as session:
            taken_down(session, tend)

    with ThreadPoolExecutor(2) as threads:
        for done in (threads.submit(asking), threads.submit(downing)):
            done.result()
    with tend.database.reading() as session:
        assert session.query(ShoutoutReceiver).one().taken_down_at is not None
        assert session.query(Shoutout).one().message_id is not None
