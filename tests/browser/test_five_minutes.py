"""The five minutes that the README promises, clicked in a real browser."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import close, command, log, page, turn  # noqa: F401  page is a fixture
from tests.browser_fixture import browser  # noqa: F401  a fixture

pytestmark = pytest.mark.browser

PICTURE = Path(os.environ.get("TEND_PICTURE", "build/sandbox.png"))


def test_a_newcomers_first_five_minutes(page: Page) -> None:  # noqa: F811  the fixture above
    say_thank_you(page)
    set_up_a_one_on_one(page)
    get_a_question_and_promise_an_act(page)
    make_a_promise(page)
    be_nudged_until_done(page)
    read_the_week(page)


def say_thank_you(page: Page) -> None:  # noqa: F811  the fixture above
    command(page, "/shoutout @ana wrote down what each team should check, so nobody had to guess")
    page.get_by_role("button", name="Post it").click()
    expect(log(page)).to_contain_text("Ana Sousa decides how it arrives.")
    page.get_by_role("link", name="shout-outs").click()
    expect(log(page)).to_contain_text("@Maya Okafor thanks @Ana Sousa")


def set_up_a_one_on_one(page: Page) -> None:  # noqa: F811  the fixture above
    command(page, "/1on1 @sam weekly tuesday 10:00")
    expect(log(page)).to_contain_text("every Tuesday at 10:00")


def get_a_question_and_promise_an_act(page: Page) -> None:  # noqa: F811  the fixture above
    command(page, "/reconnect @priya")
    page.get_by_role("dialog").get_by_role("button", name="It's everyday").click()
    page.get_by_role("dialog").get_by_role("button", name="Give me a question instead").click()
    page.get_by_role("dialog", name="How is it?").get_by_label("It works, but it is all tasks.").check()
    page.get_by_role("button", name="Go on").click()
    question = page.get_by_role("dialog", name="A question to ask")
    expect(question).to_contain_text("Why this one?")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURE, caret="initial")  # hiding it would be an inline style
    question.get_by_role("button", name="Promise a small act").click()
    act = page.get_by_role("dialog", name="A small act")
    act.get_by_label("What will you do?").fill("ask Priya over coffee")
    act.get_by_role("button", name="Remember it").click()
    expect(page.get_by_role("dialog").last).to_contain_text("It comes up on")
    close(page)
    expect(question).to_be_visible()
    close(page)
    expect(page.locator("dialog")).to_have_count(0)


def make_a_promise(page: Page) -> None:  # noqa: F811  the fixture above
    command(page, "/followups call @leo about the budget")
    page.get_by_role("dialog").get_by_role("button", name="Remember it").click()
    expect(page.get_by_role("dialog")).to_contain_text("It comes up on Thursday 8 October")
    close(page)
    expect(page.locator("dialog")).to_have_count(0)


def be_nudged_until_done(page: Page) -> None:  # noqa: F811  the fixture above
    turn(page, "Next morning", "Thursday 8 October")
    page.locator("#rail").get_by_role("link", name="Messages").click()
    expect(log(page)).to_contain_text("You meant to do this by today.")
    done = log(page).get_by_role("button", name="Done")
    # A draft for Ana from the team's history, the act for Priya, and the call.
    expect(done).to_have_count(3)
    for left in (2, 1, 0):
        done.first.click()
        expect(done).to_have_count(left)
    expect(log(page)).to_contain_text("Something you noted: done.")


def read_the_week(page: Page) -> None:  # noqa: F811  the fixture above
    turn(page, "+1 day", "Friday 9 October")
    turn(page, "Next morning", "Monday 12 October")
    expect(log(page)).to_contain_text("Your week")
    page.get_by_role("button", name="Open my week").click()
    week = page.get_by_role("dialog", name="Your week")
    expect(week).to_contain_text("The people you lead")
    expect(week).to_contain_text("Tuesday 13 October at 10:00, with @Sam Becker")
