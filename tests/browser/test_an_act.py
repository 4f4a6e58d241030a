"""A manager owns their part, and a report asks how their manager is: each in a browser, to the last word."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import become, close, command, log, page, turn  # noqa: F401  page is a fixture
from tests.browser_fixture import browser  # noqa: F401  a fixture

pytestmark = pytest.mark.browser

PICTURES = Path(os.environ.get("TEND_PICTURES", "build/act"))

DID = "On Tuesday, I rewrote your slides the night before and presented them without telling you."
COST = "It meant that you found out in the room. I may not have all of it."
RIGHT = "I will tell the client whose work it was by Friday."
WHOLE = (
    f"{DID} {COST} {RIGHT} I'm sorry. If there's something you need from me, I'd like to hear it. "
    "You don't have to make me feel better about this. You don't need to answer, now or later."
)


def test_a_manager_owns_their_part(page: Page) -> None:  # noqa: F811
    PICTURES.mkdir(parents=True, exist_ok=True)
    command(page, "/reconnect @ana")
    page.get_by_role("dialog").get_by_role("button", name="It's everyday").click()
    first = page.get_by_role("dialog", name="One small act")
    first.get_by_label("Something happened, or something is not being said.").check()
    first.get_by_label("Own your part").check()
    picture(page, "1-first")
    first.get_by_role("button", name="Go on").click()
    gates = page.get_by_role("dialog", name="Putting it right")
    expect(gates).to_contain_text("If either side is in a formal process")
    gates.get_by_label("Yes", exact=True).first.check()
    picture(page, "2-gates")
    gates.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("dialog")).to_contain_text("Say it in person if you can.")
    page.get_by_label("What I did").fill(DID)
    page.get_by_role("dialog").get_by_role("button", name="Go on").click()
    expect(page.get_by_role("dialog")).to_contain_text("There is still a ___ in it.")
    page.get_by_label("What it cost you").fill(COST)
    page.get_by_label("What I'm putting right").fill(RIGHT)
    picture(page, "3-pieces")
    page.get_by_role("dialog").get_by_role("button", name="Go on").click()
    when = page.get_by_role("dialog", name="When?")
    expect(when).to_contain_text(WHOLE)
    picture(page, "4-when")
    when.get_by_label("At a day and time").check()
    when.get_by_label("At what time?").fill("15:00")
    when.get_by_role("button", name="Go on").click()
    last = page.get_by_role("dialog", name="Over to you")
    expect(last.get_by_label("Your words, to copy")).to_have_value(WHOLE)
    expect(last.get_by_role("link", name="Open the conversation with Ana Sousa")).to_be_visible()
    expect(last).to_contain_text("On Thursday 8 October at 15:00")
    last.get_by_role("button", name="Send me the words as a message").click()
    expect(last).to_contain_text("They are in your messages with Tend")
    picture(page, "5-last")
    close(page)
    page.locator("#rail").get_by_role("link", name="Messages").click()
    expect(log(page)).to_contain_text("They are for you to send.")
    expect(log(page)).to_contain_text(RIGHT)
    picture(page, "6-words")
    log(page).get_by_role("button", name="Did it").click()
    expect(page.get_by_role("dialog")).to_contain_text("how did it go")
    page.get_by_role("dialog").get_by_role("button", name="Helped").click()
    expect(page.get_by_role("dialog")).not_to_contain_text("how did it go")
    close(page)
    expect(log(page)).not_to_contain_text(RIGHT)
    become(page, "Ana Sousa")
    expect(log(page)).not_to_contain_text("slides")


def test_a_report_asks_how_their_manager_is(page: Page) -> None:  # noqa: F811
    PICTURES.mkdir(parents=True, exist_ok=True)
    become(page, "Ana Sousa")
    command(page, "/reconnect @maya")
    page.get_by_role("dialog").get_by_role("button", name="It's everyday").click()
    first = page.get_by_role("dialog", name="One small act")
    first.get_by_label("It works, but it is all tasks.").check()
    first.get_by_label("Ask how they really are").check()
    first.get_by_role("button", name="Go on").click()
    words = page.get_by_role("dialog", name="Your words")
    expect(words).to_contain_text("To Maya Okafor.")
    words.get_by_label("A few lines").check()
    words.get_by_role("textbox").fill("I know this month is full. How are you in all of it?")
    picture(page, "7-words")
    words.get_by_role("button", name="Go on").click()
    when = page.get_by_role("dialog", name="When?")
    when.get_by_label("At a day and time").check()
    when.get_by_label("At what time?").fill("14:00")
    picture(page, "8-when")
    when.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("dialog")).to_contain_text("a message that says nothing of what it is about")
    close(page)
    expect(page.locator("dialog")).to_have_count(0)
    turn(page, "+1 day", "Thursday 8 October")
    turn(page, "+1 day", "Friday 9 October")
    expect(log(page)).to_contain_text("You asked to be reminded of it now.")
    picture(page, "9-reminder")
    become(page, "Maya Okafor")
    expect(log(page)).not_to_contain_text("this month is full")


def test_a_report_asks_for_a_talk_and_shows_it_when_they_are_ready(page: Page) -> None:  # noqa: F811
    PICTURES.mkdir(parents=True, exist_ok=True)
    become(page, "Ana Sousa")
    command(page, "/reconnect ask @maya")
    page.get_by_role("dialog").get_by_role("button", name="It's everyday").click()
    asking = page.get_by_role("dialog", name="Ask for a one-on-one")
    expect(asking.get_by_label("Your words")).to_have_value(re.compile("what you most need from me"))
    picture(page, "10-asking")
    asking.get_by_role("button", name="For our next one-on-one").click()
    kept = page.get_by_role("dialog")
    expect(kept).to_contain_text("only you see it")
    kept.get_by_role("button", name="Open the agenda").click()
    expect(page.get_by_role("dialog").last).to_contain_text("The agenda below is yours alone.")
    picture(page, "11-agenda-alone")
    page.get_by_role("dialog").last.get_by_role("button", name="Show them").click()
    expect(page.get_by_role("dialog").last).not_to_contain_text("yours alone")
    picture(page, "12-agenda-shown")


def picture(page: Page, name: str) -> None:  # noqa: F811
    """For whoever wants to look at it: build/act."""
    page.screenshot(path=PICTURES / f"{name}.png", caret="initial")  # hiding it would be an inline style
