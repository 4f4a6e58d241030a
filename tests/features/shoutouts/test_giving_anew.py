"""What was taken back and is given anew: without those who took it down, and not without limit."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from bot.features.shoutouts import jobs
from bot.features.shoutouts.giving import posting
from bot.features.shoutouts.models import Shoutout, State
from bot.platform.errors import UserError
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.messages import Message
from bot.sandbox.slack.views import View
from tests.conftest import KEY
from tests.features.shoutouts.thanking import (
    WORDS,
    asked,
    drafts,
    give,
    modal_of,
    posts,
    previewed,
    sent,
    words_of,
)


def anew(tend: Sandbox, answer: Message | View) -> View:
    """Take back what ``answer`` gave, change it and give it once more; the form with its answer."""
    hands = tend.hands("maya")
    hands.press(answer, "Undo")
    hands.press(answer, "Change")
    form = modal_of(tend, "maya")
    assert hands.submit(form) is None
    assert hands.submit(form) is None
    return form


def test_whoever_took_it_down_is_neither_named_nor_told_when_it_is_given_anew(
    tend_on_each_database: Sandbox,
) -> None:
    tend = tend_on_each_database
    answer = give(tend, "maya", f"@ana @sam {WORDS}")
    tend.hands("ana").press(asked(tend, "ana"), "Take it down")
    form = anew(tend, answer)
    [post] = posts(tend)
    assert post.words == f"<@U0MAYA0001> thanks <@U0SAM00001>\n{WORDS}"
    assert tend.workspace.in_dm("ana") == []
    assert "<@U0ANA00001> and <@U0SAM00001> each decide how it arrives." in str(form.blocks)
    assert "Nothing yet." in tend.hands("ana").types("/shoutout received").words
    tend.let_days_pass(3)
    assert tend.workspace.in_dm("ana") == []


def test_where_the_only_one_took_it_down_nothing_is_posted_anew(tend: Sandbox) -> None:
    answer = give(tend, "maya", f"@ana {WORDS}")
    tend.hands("ana").press(asked(tend, "ana"), "Take it down")
    form = anew(tend, answer)
    assert "decides how it arrives." in str(form.blocks)
    assert posts(tend) == tend.workspace.in_dm("ana") == []


def test_taken_back_and_given_again_it_counts_each_time(tend: Sandbox) -> None:
    answer: Message | View = give(tend, "maya", f"@ana {WORDS}")
    for _ in range(4):
        answer = anew(tend, answer)
    hands = tend.hands("maya")
    hands.press(answer, "Undo")
    hands.press(answer, "Change")
    form = modal_of(tend, "maya")
    hands.submit(form)
    assert "You have given 5 shout-outs today" in words_of(form)
    hands.submit(form)
    assert posts(tend) == []
    assert len([call for call in sent(tend, "chat.postMessage") if call["channel"] == "C0SHOUTS01"]) == 5
    hands.close(modal_of(tend, "maya"), all_of_them=True)
    tend.let_days_pass(1)
    assert "Done." in give(tend, "maya", f"@ana {WORDS}").words  # another day


def test_thrown_away_and_written_anew_it_counts_too(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    for _ in range(5):
        answer = give(tend, "maya", f"@ana {WORDS}")
        assert "Done." in answer.words
        hands.press(answer, "Undo")
        hands.types("/shoutout")
        hands.press(modal_of(tend, "maya"), "Throw it away")
        hands.close(modal_of(tend, "maya"), all_of_them=True)
    assert drafts(tend) == [""] * 5  # what is left says only that it was given
    assert "You have given 5 shout-outs today" in give(tend, "maya", f"@ana {WORDS}").words
    assert posts(tend) == []
    tend.let_days_pass(8)
    with tend.database.reading() as session:
        assert session.query(Shoutout).filter(Shoutout.state == State.THROWN_AWAY).count() == 0


def test_what_was_given_and_looks_old_keeps_no_poller_busy(tend: Sandbox) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    with tend.database.transaction() as session:
        session.query(Shoutout).one().forget_at = tend.now() - timedelta(days=1)
    assert jobs.forget_one_draft(tend.database, tend.clock) is False


@pytest.mark.postgres
def test_two_drafts_to_the_same_person_posted_at_once_are_not_both_given(postgres_url: str) -> None:
    tend = Sandbox(database_url=postgres_url, encryption_key=KEY)
    try:
        previewed(tend, "maya", f"@ana one {WORDS}")
        previewed(tend, "maya", f"@ana two {WORDS}")
        with tend.database.reading() as session:
            ids = [shoutout.id for shoutout in session.query(Shoutout)]
        both = Barrier(2)

        def post(shoutout_id: int) -> str:
            with tend.database.transaction() as session:
                shoutout = session.get_one(Shoutout, shoutout_id, with_for_update=True)
                both.wait(5)
                try:
                    posting.post(session, shoutout, now=tend.now())
                except UserError as error:
                    return error.words
            return "given"

        with ThreadPoolExecutor(2) as threads:
            read = sorted(threads.map(post, ids))
        tend.settle()
    finally:
        tend.stop()
    assert read[1] == "given"
    assert "You thanked Ana Sousa" in read[0]
    assert len(posts(tend)) == 1
