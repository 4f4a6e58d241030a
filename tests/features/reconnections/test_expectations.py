"""What each expects of the other: side by side once both choose it, and until then nobody learns anything."""

import logging

import pytest

from bot.features.people.models import Enrolment
from bot.features.reconnections.expectations.models import Expectation
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.views import View
from bot.sandbox.slack.words import words_in
from tests.features.follow_ups.noting import note
from tests.features.one_on_ones.agendas import agenda_of, share_a_series
from tests.features.one_on_ones.witness import Witness, close_all, look_around
from tests.features.reconnections.reaching import EVERYDAY, SAFETY, front, rows, shows
from tests.features.reconnections.test_nobody_else_learns_of_it import statements, without_ids

SHARE = "Share mine when both do"
TEND = "U0TENDBOT1"


def opened(tend: Sandbox, handle: str, other: str) -> View:
    """``/reconnect expectations @other``, past the question whether this is the right tool."""
    hands = tend.hands(handle)
    hands.types(f"/reconnect expectations @{other}")
    if shows(front(tend, handle), SAFETY):
        hands.press(front(tend, handle), EVERYDAY)
    return front(tend, handle)


def write(
    tend: Sandbox, handle: str, other: str, lines: str | None, *, share: bool = False
) -> dict[str, str] | None:
    hands, form = tend.hands(handle), opened(tend, handle, other)
    if shows(form, "Change mine"):
        hands.press(form, "Change mine")
    hands.choose(form, "What I expect", lines)
    hands.choose(form, "share", [SHARE] if share else None)
    return hands.submit(form)


def kept(tend: Sandbox) -> dict[tuple[str, str], Expectation]:
    with tend.database.reading() as session:
        return {(row.person_id, row.about_id): row for row in session.query(Expectation)}


def test_what_is_written_is_kept_for_oneself(tend: Sandbox) -> None:
    assert write(tend, "maya", "ana", "Say early when it slips\n\n  Ask   me  first  ") is None
    assert shows(front(tend, "maya"), "Kept, for you alone.")
    [row] = kept(tend).values()
    assert row.words == "Say early when it slips\nAsk me first"
    assert not row.would_share
    form = opened(tend, "maya", "ana")
    assert shows(form, "Say early when it slips")


def test_it_lies_encrypted_in_the_database(tend: Sandbox) -> None:
    write(tend, "maya", "ana", "canary: say early when it slips")
    with tend.database.engine.connect() as connection:
        dump = str(connection.exec_driver_sql("SELECT * FROM expectations").all())
    assert "canary" not in dump


def test_nobody_needs_a_one_on_one_for_it(tend: Sandbox) -> None:
    assert write(tend, "leo", "noor", "Tell me what you need") is None
    assert len(kept(tend)) == 1


def test_both_see_both_side_by_side_once_both_chose_it(tend_on_each_database: Sandbox) -> None:
    tend = tend_on_each_database
    write(tend, "maya", "ana", "Say early when it slips", share=True)
    assert shows(front(tend, "maya"), "Until then only you see yours, and nobody is told anything.")
    write(tend, "ana", "maya", "Tell me what matters most\nLet me finish", share=True)
    for handle, other in (("ana", "maya"), ("maya", "ana")):
        page = opened(tend, handle, other)
        headings, lines = [block["fields"] for block in page.blocks if block.get("fields")]
        said = [field["text"] for field in lines]
        assert len(headings) == 2
        mine, theirs = said[0::2], said[1::2]
        if handle == "maya":
            mine, theirs = theirs, mine
        assert mine == ["• Tell me what matters most", "• Let me finish"]
        assert theirs == ["• Say early when it slips", "–"]


def test_when_only_one_chose_it_neither_sees_the_other(tend: Sandbox) -> None:
    write(tend, "maya", "ana", "canary-of-maya", share=True)
    write(tend, "ana", "maya", "canary-of-ana")
    assert not shows(opened(tend, "ana", "maya"), "canary-of-maya")
    assert not shows(opened(tend, "maya", "ana"), "canary-of-ana")


def test_taking_it_back_hides_both_for_both(tend: Sandbox) -> None:
    write(tend, "maya", "ana", "canary-of-maya", share=True)
    write(tend, "ana", "maya", "canary-of-ana", share=True)
    page = opened(tend, "maya", "ana")
    tend.hands("maya").press(page, "Take it back")
    assert not shows(page, "canary-of-ana")
    assert shows(page, "canary-of-maya")
    assert not shows(opened(tend, "ana", "maya"), "canary-of-maya")
    assert not shows(opened(tend, "maya", "ana"), "canary-of-ana")


def test_whoever_takes_all_words_away_shares_nothing(tend: Sandbox) -> None:
    write(tend, "maya", "ana", "canary-of-maya", share=True)
    write(tend, "ana", "maya", "canary-of-ana", share=True)
    write(tend, "maya", "ana", None)
    assert shows(front(tend, "maya"), "Nothing is written down now.")
    assert len(kept(tend)) == 1
    assert not shows(opened(tend, "ana", "maya"), "canary-of-maya")


def test_a_change_shows_to_the_other_while_it_is_shared(tend: Sandbox) -> None:
    write(tend, "maya", "ana", "the old line", share=True)
    write(tend, "ana", "maya", "my line", share=True)
    write(tend, "maya", "ana", "the new line", share=True)
    page = opened(tend, "ana", "maya")
    assert shows(page, "the new line")
    assert not shows(page, "the old line")


def test_what_people_write_stays_words(tend: Sandbox) -> None:
    write(tend, "maya", "ana", "<!channel> & <@U0LEO00001>\n" + "\n".join(["&" * 120] * 4), share=True)
    write(tend, "ana", "maya", "\n".join(["<" * 120] * 5), share=True)
    page = opened(tend, "ana", "maya")
    assert shows(page, "&lt;!channel&gt; &amp; &lt;@U0LEO00001&gt;")
    assert shows(page, "&amp;" * 120)


@pytest.mark.parametrize(
    ("lines", "share", "said"),
    [
        ("1\n2\n3\n4\n5\n6", False, "That is 6 lines, and 5 are the most."),
        ("x" * 121, False, "One line has 121 characters, and 120 are the most."),
        (None, True, "There is nothing to share yet."),
    ],
)
def test_what_does_not_fit_is_said_at_the_field(
    tend: Sandbox, lines: str | None, share: bool, said: str
) -> None:
    wrong = write(tend, "maya", "ana", lines, share=share)
    assert wrong is not None
    assert said in wrong["words"]
    assert kept(tend) == {}


def test_looking_enrols_nobody(tend: Sandbox) -> None:
    opened(tend, "maya", "ana")
    with tend.database.reading() as session:
        assert session.query(Enrolment).count() == 0


def test_the_first_time_and_when_it_is_tense_the_ways_out_come_first(tend: Sandbox) -> None:
    tend.hands("maya").types("/reconnect expectations @ana")
    assert shows(front(tend, "maya"), SAFETY)
    write(tend, "maya", "ana", "Ask me first")
    tend.hands("maya").types("/reconnect expectations @leo")
    assert not shows(front(tend, "maya"), SAFETY)


def test_the_ways_out_stand_on_every_page(tend: Sandbox) -> None:
    form = opened(tend, "maya", "ana")
    assert shows(form, "I need distance")
    write(tend, "maya", "ana", "Ask me first", share=True)
    assert shows(front(tend, "maya"), "I need distance")
    write(tend, "ana", "maya", "Tell me early", share=True)
    assert shows(front(tend, "ana"), "Take it back")
    assert shows(front(tend, "ana"), "Something more serious")


def test_it_stands_on_the_agenda_of_the_two(tend: Sandbox) -> None:
    share_a_series(tend, "@sam weekly thursday 14:00")
    tend.hands("sam").press(agenda_of(tend, "sam"), "What you expect")
    tend.hands("sam").press(front(tend, "sam"), EVERYDAY)
    tend.hands("sam").choose(front(tend, "sam"), "What I expect", "Tell me early")
    assert tend.hands("sam").submit(front(tend, "sam")) is None
    assert ("U0SAM00001", "U0MAYA0001") in kept(tend)


def test_what_was_written_of_somebody_who_left_can_still_be_read_and_taken_away(tend: Sandbox) -> None:
    write(tend, "maya", "ana", "Ask me first")
    close_all(tend, "maya")
    hands = tend.hands("maya")
    tend.hands("ana").is_deactivated()
    hands.types("/reconnect expectations")
    hands.press(front(tend, "maya"), "Open", near="What you expect of Ana")
    form = front(tend, "maya")
    assert shows(form, "Ask me first")
    hands.choose(form, "What I expect", "Ask me last")
    assert "no longer" in str(hands.submit(form))
    hands.choose(form, "What I expect", None)
    assert hands.submit(form) is None
    assert kept(tend) == {}


def test_it_is_all_the_same_whatever_the_other_has_written_or_chosen(tend: Sandbox) -> None:
    """Somebody who wrote and would share, one who only wrote, one who stopped, and one who never did."""
    write(tend, "jonas", "leo", "canary", share=True)
    write(tend, "priya", "leo", "canary")
    tend.hands("sam").types("/tend stop")
    write(tend, "leo", "noor", "Tell me early")
    faces = []
    for other in ("jonas", "priya", "sam", "ana"):
        calls = len(tend.workspace.calls)
        name = tend.workspace.person(other).real_name
        with statements(tend.database) as asked:
            opened(tend, "leo", other)
            form = without_ids(front(tend, "leo"))
            assert write(tend, "leo", other, "Ask me first") is None
            said = without_ids(front(tend, "leo"))
        made = [call.method for call in tend.workspace.calls[calls:]]
        faces.append((form.replace(name, "…"), said.replace(name, "…"), asked, made))
    assert all(face == faces[0] for face in faces)


def test_the_other_learns_nothing_before_both_chose_it(
    tend: Sandbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    witness = Witness(tend, monkeypatch)
    share_a_series(tend, "@sam weekly thursday 14:00")
    note(tend, "sam", "send the slides")
    write(tend, "maya", "sam", "canary-expected", share=True)
    close_all(tend, "maya")
    write(tend, "sam", "maya", "Tell me early")
    close_all(tend, "sam")
    for _ in range(3):
        tend.let_days_pass(10)
        look_around(tend, "sam", "maya")
        opened(tend, "sam", "maya")
        close_all(tend, "sam")
    assert "send the slides" in witness.read_by("sam")
    opened(tend, "maya", "sam")
    assert "canary-expected" in witness.read_by("maya")
    assert "canary-expected" not in witness.read_by("sam")
    assert "canary-expected" not in "\n".join(record.getMessage() for record in caplog.records)
    assert "expect" not in "\n".join(message.words for message in tend.workspace.in_dm("sam"))


def test_nothing_goes_out_when_somebody_writes_chooses_or_takes_back(tend: Sandbox) -> None:
    before = rows(tend)["outbox_messages"]
    write(tend, "maya", "ana", "Ask me first", share=True)
    write(tend, "ana", "maya", "Tell me early", share=True)
    tend.hands("ana").press(opened(tend, "ana", "maya"), "Take it back")
    tend.let_days_pass(14)
    assert rows(tend)["outbox_messages"] == before
    assert words_in(opened(tend, "maya", "ana").blocks).count("Tell me early") == 0
