"""A manager and a report walk through their one-on-one in a browser, from the invitation to the nudge."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import become, close, command, log, page, turn  # noqa: F401  page is a fixture
from tests.browser_fixture import browser  # noqa: F401  a fixture

pytestmark = pytest.mark.browser

PICTURES = Path(os.environ.get("TEND_PICTURES", "build/pair"))


def test_a_report_adds_an_item_sees_the_managers_promise_and_it_is_nudged(page: Page) -> None:  # noqa: F811
    PICTURES.mkdir(parents=True, exist_ok=True)
    the_manager_sets_it_up(page)
    the_report_joins_and_adds_an_item(page)
    the_manager_prepares_with_the_item_in_sight(page)
    they_meet_and_the_report_notes_what_was_promised(page)
    the_manager_takes_it_on_and_is_nudged(page)
    the_report_sees_it_on_the_agenda(page)


def the_manager_sets_it_up(page: Page) -> None:  # noqa: F811
    command(page, "/1on1 @sam weekly thursday 15:00")
    expect(log(page)).to_contain_text("every Thursday at 15:00")
    picture(page, "1-set-up")


def the_report_joins_and_adds_an_item(page: Page) -> None:  # noqa: F811
    become(page, "Sam Becker")
    log(page).get_by_role("button", name="Looks good").click()
    expect(log(page)).to_contain_text("You joined @Maya Okafor")
    turn(page, "Next morning", "Thursday 8 October")
    log(page).get_by_role("button", name="Add an item").click()
    page.get_by_label("What do you want to talk about?").fill("a quieter desk")
    picture(page, "2-add")
    page.get_by_role("button", name="Add it").click()
    agenda = page.get_by_role("dialog", name="Maya Okafor and you")
    expect(agenda).to_contain_text("a quieter desk")
    picture(page, "3-agenda-of-the-report")
    close(page)


def the_manager_prepares_with_the_item_in_sight(page: Page) -> None:  # noqa: F811
    become(page, "Maya Okafor")
    card = log(page)
    expect(card).to_contain_text("15:00 · one-on-one with @Sam Becker")
    picture(page, "4-card-of-the-manager")
    command(page, "/1on1 @sam")
    log(page).get_by_role("button", name="Agenda").last.click()
    agenda = page.get_by_role("dialog")
    expect(agenda).to_contain_text("a quieter desk")
    expect(agenda).to_contain_text("The two of you see this, and nobody else.")
    agenda.get_by_role("button", name="Prepare").click()
    form = page.get_by_role("dialog").last
    form.get_by_role("textbox").fill("ask about the move, gently")
    picture(page, "5-preparation")
    form.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("dialog", name="Sam Becker and you")).to_be_visible()
    close(page)
    expect(page.locator("dialog")).to_have_count(0)


def they_meet_and_the_report_notes_what_was_promised(page: Page) -> None:  # noqa: F811
    turn(page, "Next morning", "Friday 9 October")
    become(page, "Sam Becker")
    log(page).get_by_role("button", name="Held").click()
    expect(log(page)).to_contain_text("Held. Did either of you promise something?")
    picture(page, "6-held")
    log(page).get_by_role("button", name="Note a promise").click()
    page.get_by_label("Who promised what, and by when?").fill("Maya: ask about the desk by Tuesday")
    page.get_by_role("button", name="Next", exact=True).click()
    shown = page.get_by_role("dialog")
    expect(shown).to_contain_text("Maya Okafor: ask about the desk")
    expect(shown).to_contain_text("By Tuesday 13 October.")
    picture(page, "7-shown-back")
    page.get_by_role("button", name="Remember it").click()
    expect(page.get_by_role("dialog")).to_contain_text("Noted for Maya Okafor.")
    close(page)


def the_manager_takes_it_on_and_is_nudged(page: Page) -> None:  # noqa: F811
    turn(page, "+1 day", "Saturday 10 October")
    turn(page, "Next morning", "Monday 12 October")
    become(page, "Maya Okafor")
    expect(log(page)).to_contain_text("ask about the desk")
    log(page).get_by_role("button", name="Mine", exact=True).click()
    turn(page, "Next morning", "Tuesday 13 October")
    expect(log(page)).to_contain_text("You meant to do this by today.")
    picture(page, "8-nudge-of-the-manager")


def the_report_sees_it_on_the_agenda(page: Page) -> None:  # noqa: F811
    become(page, "Sam Becker")
    command(page, "/1on1 @maya")
    log(page).get_by_role("button", name="Agenda").last.click()
    agenda = page.get_by_role("dialog", name="Maya Okafor and you")
    expect(agenda).to_contain_text("Carried over once.")
    expect(agenda).to_contain_text("Maya Okafor: ask about the desk – by Tuesday 13 October")
    expect(agenda).not_to_contain_text("gently")
    picture(page, "9-agenda-a-week-later")


def picture(page: Page, name: str) -> None:  # noqa: F811
    """For whoever wants to look at it: build/pair."""
    page.screenshot(path=PICTURES / f"{name}.png", caret="initial")  # hiding it would be an inline style
