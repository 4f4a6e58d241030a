"""An admin sets up, somebody says thank you, it reaches each as they like: in a browser, to the last word."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.walking import become, close, command, log, page, turn  # noqa: F401  page is a fixture
from tests.browser_fixture import browser  # noqa: F401  a fixture

pytestmark = pytest.mark.browser

PICTURES = Path(os.environ.get("TEND_PICTURES", "build/thanks"))

OCCASION = "On Friday, when the import of Project Tide broke,"
DID = "you wrote down what each team should check."
EFFECT = "Support stopped guessing, and three customers had their answer the same day."


def test_thanks_reach_each_as_they_like(page: Page) -> None:  # noqa: F811
    PICTURES.mkdir(parents=True, exist_ok=True)
    an_admin_names_values_and_what_is_not_public_yet(page)
    become(page, "Leo Fontaine")
    command(page, "/shoutout settings")
    front(page).get_by_label(re.compile("^To me")).check()
    front(page).get_by_role("button", name="Save").click()
    expect(front(page)).to_contain_text("to you alone")
    close(page)

    become(page, "Maya Okafor")
    home(page)
    page.get_by_role("button", name="Say thanks").click()
    form = front(page)
    form.get_by_label("Leo Fontaine").check()
    form.get_by_label("Ana Sousa").check()
    form.get_by_label("When was it?").fill(OCCASION)
    form.get_by_label("What did they do?").fill(DID)
    form.get_by_label("What did it change, and for whom?").fill(EFFECT)
    form.get_by_label("Which of our values does it show?").select_option("Go first")
    picture(page, "3-form")
    form.get_by_role("button", name="Preview").click()
    preview = page.get_by_role("dialog", name="How it reads")
    expect(preview).to_contain_text("This may name something that isn't public yet.")
    expect(preview).to_contain_text("Our value: Go first")
    picture(page, "4-preview")
    preview.get_by_role("button", name="Post it").click()
    expect(front(page)).to_contain_text("each decide how it arrives")
    picture(page, "5-done")

    front(page).get_by_role("button", name="Undo").click()
    expect(front(page)).to_contain_text("taken back")
    close(page)
    channel(page)
    expect(log(page)).not_to_contain_text(DID)
    command(page, "/shoutout")
    expect(front(page).get_by_label("What did they do?")).to_have_value(DID)
    front(page).get_by_label("When was it?").fill("On Friday, when the import broke,")
    front(page).get_by_role("button", name="Preview").click()
    expect(page.get_by_role("dialog", name="How it reads")).not_to_contain_text("isn't public yet")
    front(page).get_by_role("button", name="Post it").click()
    expect(front(page)).to_contain_text("each decide how it arrives")
    close(page)
    expect(log(page)).to_contain_text(EFFECT)
    expect(log(page)).to_contain_text("@Maya Okafor thanks @Ana Sousa")
    expect(log(page)).not_to_contain_text("thanks @Leo Fontaine and")
    picture(page, "6-channel")

    become(page, "Ana Sousa")
    expect(log(page)).to_contain_text("How should thanks reach you?")
    log(page).get_by_role("button", name="In the channel").click()
    log(page).get_by_role("button", name="Thank them back").click()
    expect(log(page).get_by_role("button", name="Thank them back")).to_have_count(0)
    picture(page, "7-asked")

    become(page, "Leo Fontaine")
    expect(log(page)).not_to_contain_text("import")
    log(page).get_by_role("button", name="Read", exact=True).click()
    expect(front(page)).to_contain_text(EFFECT)
    picture(page, "8-read")
    front(page).get_by_role("button", name="Take it down").click()
    expect(front(page)).not_to_contain_text(EFFECT)
    close(page)
    home(page)
    expect(page.locator("main")).not_to_contain_text(EFFECT)

    become(page, "Maya Okafor")
    expect(log(page)).to_contain_text("Ana Sousa")
    picture(page, "9-thanked-back")


def an_admin_names_values_and_what_is_not_public_yet(page: Page) -> None:  # noqa: F811
    home(page)
    expect(page.locator("main")).to_contain_text("For you as an admin")
    picture(page, "1-home")
    page.get_by_role("button", name="Change").nth(3).click()
    values = page.get_by_role("dialog", name="Values and names")
    values.get_by_label("Your company's values").fill("Write it down\nGo first\ngo first")
    values.get_by_label("Names that are not public yet").fill("Project Tide")
    picture(page, "2-values")
    values.get_by_role("button", name="Save").click()
    expect(front(page)).to_contain_text('"Go first" stood there more than once')
    close(page)


def front(page: Page) -> Locator:  # noqa: F811
    return page.get_by_role("dialog").last


def home(page: Page) -> None:  # noqa: F811
    page.locator("#rail").get_by_role("link", name="Home").click()
    expect(page.locator("main")).to_contain_text("Settings")


def channel(page: Page) -> None:  # noqa: F811
    page.locator("#rail").get_by_role("link", name="shout-outs").click()
    expect(log(page)).to_contain_text("thanks")


def picture(page: Page, name: str) -> None:  # noqa: F811
    """For whoever wants to look at it: build/thanks."""
    page.screenshot(path=PICTURES / f"{name}.png", caret="initial")  # hiding it would be an inline style
