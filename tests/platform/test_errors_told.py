"""Whatever fails is told to the person in a sentence, and to the operator without anybody's words."""

import pytest

from bot.features.follow_ups import listeners, service
from bot.features.home.commands import COMMANDS
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.faults import Refusal
from tests.features.follow_ups.noting import cards_of, note, text_of

UNEXPECTED = "Something went wrong on my side."
CANARY = "canary-words"


def fail(*_: object, **__: object) -> None:
    raise ValueError(f"cannot go on with {CANARY}")


def nothing_private(log: pytest.LogCaptureFixture) -> None:
    assert "failed: ValueError" in log.text
    assert "in fail" in log.text  # where it happened
    assert CANARY not in log.text


def test_a_command_that_fails_says_so_and_keeps_private_words_out_of_the_log(
    tend_on_each_transport: Sandbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(COMMANDS, "steady", fail)
    answer = tend_on_each_transport.hands("maya").types(f"/tend steady {CANARY}")
    assert UNEXPECTED in answer.words
    assert "Traceback" not in answer.words
    assert "ValueError" not in answer.words
    nothing_private(caplog)


def test_a_press_that_fails_says_so_beside_the_button(
    tend_on_each_transport: Sandbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tend = tend_on_each_transport
    note(tend, "maya", CANARY)
    tend.let_days_pass(1)
    [card] = cards_of(tend, "maya")
    before = text_of(card)
    monkeypatch.setattr(listeners, "_pressed", fail)
    assert UNEXPECTED in tend.hands("maya").press(card, "Done").words
    assert text_of(card) == before
    nothing_private(caplog)


def test_a_form_that_fails_stays_open_with_a_sentence_in_it(
    tend_on_each_transport: Sandbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tend = tend_on_each_transport
    hands = tend.hands("maya")
    hands.types(f"/followups {CANARY}")
    form = tend.workspace.modal_of("maya")
    assert form is not None
    with monkeypatch.context() as patch:
        patch.setattr(service, "open_follow_up", fail)
        [said] = (hands.submit(form) or {}).values()
    assert UNEXPECTED in said
    nothing_private(caplog)
    assert hands.submit(form) is None  # what was rolled back can be sent in again


def test_too_late_for_a_modal_is_told(tend_on_each_transport: Sandbox) -> None:
    tend_on_each_transport.workspace.triggers.lifetime = -1
    answer = tend_on_each_transport.hands("maya").types("/followups call Leo")
    assert answer.words == "Slack gave me too little time to open that. Please try once more."


def test_slack_saying_no_to_a_modal_is_told_and_logged_with_its_code(
    tend: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    tend.workspace.faults.order("views.open", Refusal("view_too_large"))
    answer = tend.hands("maya").types(f"/followups {CANARY}")
    assert answer.words.startswith("Slack did not let me do that.")
    assert "view_too_large" in caplog.text
    assert CANARY not in caplog.text


def test_a_form_that_was_closed_before_the_next_one_came_is_no_error(
    tend: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    hands = tend.hands("maya")
    hands.types("/tend admin")
    page = tend.workspace.modal_of("maya")
    assert page is not None
    tend.workspace.faults.order("views.push", Refusal("not_found"))
    hands.press(page, "Changes")
    assert tend.workspace.modal_of("maya") is page
    assert "Slack refused" not in caplog.text
