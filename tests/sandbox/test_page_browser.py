"""The page in a real browser: by hand and keyboard, while things change underneath."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_fixture import browser  # noqa: F401  a fixture
from tests.sandbox.local_page import LocalPage
from tests.sandbox.local_slack import LocalSlack
from tests.sandbox.tiny_bot import CARD

pytestmark = pytest.mark.browser


@pytest.fixture
def local(slack: LocalSlack) -> Iterator[LocalPage]:
    opened = LocalPage(slack)
    yield opened
    opened.close()


@pytest.fixture
def tab(browser: Browser, local: LocalPage) -> Iterator[Page]:  # noqa: F811  the fixture above
    """A browser tab. Whatever the browser complains about fails the test."""
    context = browser.new_context(base_url=local.url, viewport={"width": 1200, "height": 800})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert complaints == []


def test_what_others_say_appears_and_what_one_types_stays(tab: Page, local: LocalPage) -> None:
    tab.goto("/?as=maya&at=C0GENERAL1")
    line = tab.get_by_role("textbox")
    line.fill("half a thou")
    local.slack.hands_of("leo").says("Look here")
    expect(tab.get_by_role("log")).to_contain_text("Look here")
    expect(line).to_have_value("half a thou")
    expect(line).to_be_focused()


def test_a_message_is_sent_with_enter(tab: Page) -> None:
    tab.goto("/?as=maya&at=C0GENERAL1")
    tab.get_by_role("textbox").fill("Good morning <b>all</b>")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("log")).to_contain_text("Good morning <b>all</b>")
    expect(tab.get_by_role("textbox")).to_have_value("")
    expect(tab.get_by_role("textbox")).to_be_focused()


def test_a_command_is_completed_and_the_caret_stands_behind_it(tab: Page) -> None:
    tab.goto("/?as=maya&at=C0GENERAL1")
    tab.get_by_role("textbox").press_sequentially("/he")
    tab.locator("#completions").get_by_role("button", name="/hello").click()
    expect(tab.get_by_role("textbox")).to_be_focused()
    tab.keyboard.type("@le")
    tab.locator("#completions").get_by_role("button", name="Leo Fontaine").click()
    expect(tab.get_by_role("textbox")).to_have_value("/hello @leo ")


def test_a_button_that_asks_first_is_answered(tab: Page, local: LocalPage) -> None:
    card = local.slack.card_for("maya", CARD)
    tab.goto("/?as=maya&at=messages")
    tab.get_by_role("button", name="Let it go").click()
    question = tab.get_by_role("alertdialog", name="Sure?")
    expect(question).to_contain_text("It ends here.")
    question.get_by_role("button", name="No").click()
    expect(question).to_be_hidden()
    assert local.slack.bot.named("action") == []
    tab.get_by_role("button", name="Let it go").click()
    question.get_by_role("button", name="Yes").click()
    expect(tab.get_by_role("log")).to_contain_text("Well, done")
    assert card.text == "Well, done"


def test_a_modal_is_filled_in_corrected_and_sent(tab: Page, local: LocalPage) -> None:
    tab.goto("/?as=maya&at=messages")
    tab.get_by_role("textbox").fill("/hello form")
    tab.keyboard.press("Enter")
    modal = tab.get_by_role("dialog", name="A form")
    modal.get_by_label("Your words").fill("bad")
    modal.get_by_label("How big").select_option("Large")
    modal.get_by_role("button", name="Send").click()
    expect(modal).to_contain_text("Rather not.")
    expect(modal.get_by_label("Your words")).to_have_value("bad")
    expect(modal.get_by_label("How big")).to_have_value("large")
    modal.get_by_label("Your words").fill("kind")
    tab.keyboard.press("Enter")
    expect(modal).to_be_hidden()
    expect(tab.get_by_role("log")).to_contain_text("Got kind")


def test_words_in_a_modal_survive_what_happens_meanwhile(tab: Page, local: LocalPage) -> None:
    tab.goto("/?as=maya&at=C0GENERAL1")
    local.slack.hands_of("maya").types("/hello form")
    words = tab.get_by_role("dialog").get_by_label("Your words")
    words.fill("still typing")
    tab.get_by_role("dialog").get_by_label("Who").select_option("U0LEO00001")
    local.slack.hands_of("leo").says("Meanwhile")
    expect(tab.locator(".log")).to_contain_text("Meanwhile")
    expect(words).to_have_value("still typing")
    expect(tab.get_by_role("dialog").get_by_label("Who")).to_have_value("U0LEO00001")


def test_escape_closes_the_modal_in_front(tab: Page, local: LocalPage) -> None:
    tab.goto("/?as=maya&at=C0GENERAL1")
    local.slack.hands_of("maya").types("/hello form")
    expect(tab.get_by_role("dialog")).to_be_visible()
    tab.get_by_role("dialog").get_by_label("Your words").click()
    tab.keyboard.press("Escape")
    expect(tab.locator("dialog")).to_have_count(0)
    assert local.slack.workspace.modal_of("maya") is None
    assert len(local.slack.bot.named("closed")) == 1


def test_the_clock_is_turned_and_shown(tab: Page) -> None:
    tab.goto("/?as=maya")
    tab.get_by_role("button", name="+1 week").click()
    expect(tab.locator(".clock-now")).to_contain_text("Wednesday 14 October")
    expect(tab.get_by_role("button", name="+1 week")).to_be_enabled()


def test_one_becomes_somebody_else(tab: Page) -> None:
    tab.goto("/?as=maya&at=messages")
    tab.get_by_role("button", name=re.compile("You are Maya")).click()
    tab.get_by_role("link", name=re.compile("Kofi Mensah New York")).click()
    expect(tab.get_by_role("button", name=re.compile("You are Kofi"))).to_be_visible()
    assert "as=kofi" in tab.url


def test_the_menu_of_a_message_opens_the_apps_modal(tab: Page, local: LocalPage) -> None:
    local.slack.hands_of("leo").says("I will send it")
    tab.goto("/?as=maya&at=C0GENERAL1")
    tab.get_by_role("article").first.hover()
    tab.get_by_role("button", name="More actions for this message").click()
    tab.get_by_role("button", name="Keep this").click()
    expect(tab.get_by_role("dialog", name="A form")).to_be_visible()


def test_on_a_phone_the_places_come_first(browser: Browser, local: LocalPage) -> None:  # noqa: F811
    context = browser.new_context(base_url=local.url, viewport={"width": 390, "height": 800})
    tab = context.new_page()
    tab.goto("/?as=maya")
    expect(tab.get_by_role("main")).to_be_hidden()
    tab.get_by_role("link", name="shout-outs").click()
    expect(tab.get_by_role("heading", name="#shout-outs")).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") == 390
    tab.get_by_role("link", name="All places").click()
    expect(tab.get_by_role("navigation", name="Workspace")).to_be_visible()
    context.close()
