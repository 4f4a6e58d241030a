"""Somebody looks at what Tend holds about them, takes a copy, and has it all deleted: in a browser."""

import os
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.walking import close, command, log, page  # noqa: F401  page is a fixture
from tests.browser_fixture import browser  # noqa: F401  a fixture

pytestmark = pytest.mark.browser

PICTURES = Path(os.environ.get("TEND_PICTURES", "build/my-data"))
PROMISE = "call Leo about the <plan> & the tide"


def test_what_is_held_can_be_read_taken_along_and_deleted(page: Page, tmp_path: Path) -> None:  # noqa: F811
    PICTURES.mkdir(parents=True, exist_ok=True)
    note_a_promise(page)
    home(page)
    page.get_by_role("button", name="My data").click()
    expect(front(page)).to_contain_text("promises of yours, or written down by you")
    expect(front(page)).to_contain_text("Your words are encrypted where they are stored.")
    picture(page, "1-what-is-held")
    front(page).get_by_role("button", name=re.compile("^Open: Promises")).click()
    expect(front(page)).to_contain_text(PROMISE)
    expect(front(page)).to_contain_text("Only you see this.")
    picture(page, "2-promises")
    close(page)

    front(page).get_by_role("button", name="Send me a copy").click()
    expect(front(page)).to_contain_text("admins with the right tools can export direct messages")
    picture(page, "3-warning")
    front(page).get_by_role("button", name="Send it to me").click()
    expect(front(page)).to_contain_text("It is on its way to our conversation.")
    close_both(page)
    messages(page)
    expect(log(page)).to_contain_text("The file above stands here for 24 hours")
    picture(page, "4-file")
    copy = tmp_path / "tend.zip"
    with page.expect_download() as saving:
        log(page).get_by_role("link", name=re.compile(r"tend\.zip|What I hold")).last.click()
    saving.value.save_as(copy)
    read_the_copy(page, copy, tmp_path)

    log(page).get_by_role("button", name="Delete it now").click()
    expect(log(page)).to_contain_text("The file is deleted here.")
    expect(log(page).get_by_role("link", name=re.compile(r"tend\.zip|What I hold"))).to_have_count(0)
    picture(page, "6-file-deleted")

    home(page)
    page.get_by_role("button", name="My data").click()
    front(page).get_by_role("button", name="Delete everything").click()
    expect(front(page)).to_contain_text("What goes, at once and for good:")
    expect(front(page)).to_contain_text("What stays:")
    picture(page, "7-asked-once")
    front(page).get_by_role("button", name="Delete it all").click()
    expect(front(page)).to_contain_text(re.compile(r"It is deleted: \d+ rows\."))
    expect(front(page)).to_contain_text(
        "What I said would stay is left, and the mark that says leave this person alone."
    )
    picture(page, "8-deleted")
    close_both(page)
    home(page, says="Start")
    expect(page.locator("main")).not_to_contain_text(PROMISE)
    picture(page, "9-home-afterwards")
    messages(page)
    command(page, "/tend data")
    expect(front(page)).not_to_contain_text("promises of yours")
    picture(page, "10-what-is-left")


def read_the_copy(page: Page, copy: Path, folder: Path) -> None:  # noqa: F811
    """Open the page that is in the file, as somebody does who saved it on their computer."""
    with zipfile.ZipFile(copy) as archive:
        assert sorted(archive.namelist()) == ["data.json", "index.html"]
        archive.extractall(folder)
    reading = page.context.new_page()
    reading.goto((folder / "index.html").as_uri())
    expect(reading.get_by_role("heading", level=1)).to_have_text("What Tend holds about Maya Okafor")
    expect(reading.locator("body")).to_contain_text(PROMISE)
    assert reading.locator("script").count() == 0
    assert reading.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    reading.screenshot(path=PICTURES / "5-copy.png", full_page=True)
    reading.close()


def note_a_promise(page: Page) -> None:  # noqa: F811
    command(page, f"/followups {PROMISE}")
    front(page).get_by_role("button", name="Remember it").click()
    expect(front(page)).to_contain_text("Noted. It comes up", timeout=20_000)
    close_last(page)


def front(page: Page) -> Locator:  # noqa: F811
    return page.get_by_role("dialog").last


def close_both(page: Page) -> None:  # noqa: F811
    """What stands in front, and *My data* behind it."""
    close(page)
    expect(front(page)).to_contain_text("From Slack:")
    close_last(page)


def close_last(page: Page) -> None:  # noqa: F811
    close(page)
    expect(page.get_by_role("dialog")).to_have_count(0)


def home(page: Page, says: str = "Settings") -> None:  # noqa: F811
    page.locator("#rail").get_by_role("link", name="Home").click()
    expect(page.locator("main")).to_contain_text(says)


def messages(page: Page) -> None:  # noqa: F811
    page.locator("#rail").get_by_role("link", name=re.compile("^Messages")).click()


def picture(page: Page, name: str) -> None:  # noqa: F811
    """For whoever wants to look at it: build/my-data."""
    page.screenshot(path=PICTURES / f"{name}.png", caret="initial")  # hiding it would be an inline style
