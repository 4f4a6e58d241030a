"""The five minutes that the README promises, clicked in a real browser."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.seed import play_history
from tests.browser_fixture import browser  # noqa: F401  a fixture
from tests.conftest import KEY

pytestmark = pytest.mark.browser

PICTURE = Path(os.environ.get("TEND_PICTURE", "build/sandbox.png"))


@pytest.fixture
def page(browser: Browser, sqlite_url: str) -> Iterator[Page]:  # noqa: F811  the fixture above
    """A newcomer's browser on the sandbox's first page. Whatever it complains about fails the test."""
    sandbox = Sandbox(database_url=sqlite_url, encryption_key=KEY, history=play_history)
    context = browser.new_context(base_url=sandbox.url, viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.goto("/")
    yield opened
    context.close()
    refused = [(call.method, call.answer) for call in sandbox.workspace.refused_calls()]
    sandbox.stop()
    assert complaints == []
    assert refused == []


def test_a_newcomers_first_five_minutes(page: Page) -> None:
    say_thank_you(page)
    set_up_a_one_on_one(page)
    get_a_question_and_promise_an_act(page)
    make_a_promise(page)
    be_nudged_until_done(page)
    read_the_week(page)


def say_thank_you(page: Page) -> None:
    command(page, "/shoutout @ana wrote down what each team should check, so nobody had to guess")
    page.get_by_role("button", name="Post it").click()
    expect(log(page)).to_contain_text("Ana Sousa decides how it arrives.")
    page.get_by_role("link", name="shout-outs").click()
    expect(log(page)).to_contain_text("@Maya Okafor thanks @Ana Sousa")


def set_up_a_one_on_one(page: Page) -> None:
    command(page, "/1on1 @sam weekly tuesday 10:00")
    expect(log(page)).to_contain_text("every Tuesday at 10:00")


def get_a_question_and_promise_an_act(page: Page) -> None:
    command(page, "/reconnect @priya")
    page.get_by_role("dialog").get_by_role("button", name="It's everyday").click()
    page.get_by_label("It works, but it is all tasks.").check()
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


def make_a_promise(page: Page) -> None:
    command(page, "/followups call @leo about the budget")
    page.get_by_role("dialog").get_by_role("button", name="Remember it").click()
    expect(page.get_by_role("dialog")).to_contain_text("It comes up on Thursday 8 October")
    close(page)
    expect(page.locator("dialog")).to_have_count(0)


def be_nudged_until_done(page: Page) -> None:
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


def read_the_week(page: Page) -> None:
    turn(page, "+1 day", "Friday 9 October")
    turn(page, "Next morning", "Monday 12 October")
    expect(log(page)).to_contain_text("Your week")
    page.get_by_role("button", name="Open my week").click()
    week = page.get_by_role("dialog", name="Your week")
    expect(week).to_contain_text("The people you lead")
    expect(week).to_contain_text("Tuesday 13 October at 10:00, with @Sam Becker")


def command(page: Page, line: str) -> None:
    page.get_by_role("textbox").fill(line)
    with page.expect_response("**/page/say"):
        page.keyboard.press("Enter")


def close(page: Page) -> None:
    with page.expect_response("**/page/close"):
        page.keyboard.press("Escape")


def log(page: Page) -> Page:
    return page.get_by_role("log")


def turn(page: Page, button: str, day: str) -> None:
    page.get_by_role("button", name=button).click()
    expect(page.locator(".clock-now")).to_contain_text(day, timeout=20_000)
