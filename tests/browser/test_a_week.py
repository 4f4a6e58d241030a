"""A manager's weeks with their picture, a channel's Friday thread, and figures for all: in a browser."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.walking import become, close, command, log, page, turn  # noqa: F401  page is a fixture
from tests.browser_fixture import browser  # noqa: F401  a fixture

pytestmark = pytest.mark.browser

PICTURES = Path(os.environ.get("TEND_PICTURES", "build/week"))


def test_a_managers_week_shows_what_they_did_and_lets_them_act(page: Page) -> None:  # noqa: F811
    PICTURES.mkdir(parents=True, exist_ok=True)
    command(page, "/shoutout @sam stayed until the last ticket was answered, so nobody had to wait")
    log(page).get_by_role("button", name="Post it").click()
    expect(log(page)).to_contain_text("For ten minutes, Undo takes it back.")
    turn(page, "+1 day", "Thursday 8 October")
    for step, day in (("+1 day", "Friday 9 October"), ("+1 week", "Friday 16 October")):
        turn(page, step, day)
        messages(page)
        log(page).get_by_role("button", name="Held").last.click()
        expect(log(page).get_by_role("button", name="Held")).to_have_count(0)
    turn(page, "Next morning", "Monday 19 October")
    messages(page)
    expect(log(page).get_by_role("img").last).to_be_visible()
    picture(page, "1-card")
    command(page, "/digest")
    expect(log(page)).to_contain_text("Only visible to you")
    picture(page, "2-digest")
    log(page).get_by_role("button", name="Open my week").last.click()
    week = page.get_by_role("dialog", name="Your week")
    expect(week).to_contain_text("you meant weekly")
    expect(week).not_to_contain_text("missing")
    picture(page, "3-open")
    week.get_by_role("button", name="Agenda").first.click()
    expect(front(page)).not_to_contain_text("you meant weekly")
    expect(front(page)).to_contain_text("Ana Sousa")
    close(page)


def test_a_channel_is_invited_on_friday_and_answers_below(page: Page) -> None:  # noqa: F811
    PICTURES.mkdir(parents=True, exist_ok=True)
    command(page, "/tend admin")
    page.get_by_role("dialog").get_by_role("button", name="Change").first.click()
    front(page).get_by_label("On Fridays, a thread that invites a thank-you").check()
    picture(page, "4-channel-settings")
    front(page).get_by_role("button", name="Save").click()
    expect(front(page)).to_contain_text("with a thread on Fridays")
    close(page)
    turn(page, "+1 day", "Thursday 8 October")
    turn(page, "+1 day", "Friday 9 October")
    turn(page, "+1 day", "Saturday 10 October")
    become(page, "Priya Raman")
    page.locator("#rail").get_by_role("link", name="shout-outs").click()
    log(page).get_by_role("button", name="Say thanks").click()
    form = front(page)
    form.get_by_label("Noor Haddad").check()
    form.get_by_label("What did they do?").fill("took the night shift so that the rest of us could sleep.")
    form.get_by_role("button", name="Preview").click()
    front(page).get_by_role("button", name="Post it").click()
    close(page)
    expect(log(page)).to_contain_text("took the night shift")
    picture(page, "5-thread")


def test_everybody_reads_the_same_figures(page: Page) -> None:  # noqa: F811
    PICTURES.mkdir(parents=True, exist_ok=True)
    read = []
    for name in ("Maya Okafor", "Ana Sousa"):
        become(page, name)
        command(page, "/tend figures")
        expect(page.get_by_role("dialog")).to_be_visible()
        read.append(page.get_by_role("dialog").inner_text())
        close(page)
        expect(page.locator("dialog")).to_have_count(0)
    assert read[0] == read[1]


def test_a_month_is_looked_back_on_in_the_channel_and_in_figures(page: Page) -> None:  # noqa: F811
    PICTURES.mkdir(parents=True, exist_ok=True)
    command(page, "/tend admin")
    picture(page, "6-admins")
    page.get_by_role("dialog").get_by_role("button", name="Change").first.click()
    front(page).get_by_label("Once a month, up to five thank-yous to read again").check()
    front(page).get_by_role("button", name="Save").click()
    expect(front(page)).to_contain_text("with a round-up once a month")
    close(page)
    for day in ("Wednesday 14", "Wednesday 21", "Wednesday 28"):
        turn(page, "+1 week", f"{day} October")
    for day in ("Thursday 29 October", "Friday 30 October", "Saturday 31 October", "Sunday 1 November"):
        turn(page, "+1 day", day)
    turn(page, "+1 day", "Monday 2 November")
    turn(page, "+1 hour", "10:00")
    page.locator("#rail").get_by_role("link", name="shout-outs").click()
    expect(log(page)).to_contain_text("Some of the thanks that were said here in October")
    expect(log(page)).to_contain_text("Drawn by lot, in no order.")
    picture(page, "7-round-up")
    command(page, "/tend figures")
    expect(front(page)).to_contain_text("October 2026")
    picture(page, "8-figures")


def front(page: Page) -> Locator:  # noqa: F811
    return page.get_by_role("dialog").last


def messages(page: Page) -> None:  # noqa: F811
    page.locator("#rail").get_by_role("link", name="Messages").click()


def picture(page: Page, name: str) -> None:  # noqa: F811
    """For whoever wants to look at it: build/week."""
    page.screenshot(path=PICTURES / f"{name}.png", caret="initial")  # hiding it would be an inline style
