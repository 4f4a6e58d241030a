"""The page for whoever uses no mouse, does not see it, likes it dark, or holds it in one hand."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.seed import play_history
from tests.browser.walking import close, command, log, opened
from tests.browser_fixture import browser  # noqa: F401  a fixture
from tests.conftest import KEY

pytestmark = pytest.mark.browser

PICTURES = Path(os.environ.get("TEND_PICTURES", "build/everybody"))

PHONE: ViewportSize = {"width": 390, "height": 800}
GENERAL = "/?as=maya&at=C0GENERAL1"
COLOURS = ["color-contrast", "link-in-text-block"]
WEEK = "What happens next week"
VIEWS = (
    GENERAL,
    "/?as=maya&at=C0SHOUTS01",
    "/?as=maya&at=home",
    "/?as=maya&at=messages",
    "/?as=maya&at=week",
)


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """One team for the whole file; whoever turns its clock goes back to the first morning."""
    folder = tmp_path_factory.mktemp("everybody")
    running = Sandbox(database_url=f"sqlite:///{folder}/tend.db", encryption_key=KEY, history=play_history)
    yield running
    running.stop()


@pytest.fixture
def desk(browser: Browser, sandbox: Sandbox) -> Iterator[Page]:  # noqa: F811  the fixture above
    with opened(browser, sandbox, GENERAL) as page:
        yield page


@pytest.fixture
def phone(browser: Browser, sandbox: Sandbox) -> Iterator[Page]:  # noqa: F811  the fixture above
    with opened(browser, sandbox, GENERAL, viewport=PHONE) as page:
        yield page


def found_by_axe(page: Page) -> list[str]:
    """What axe-core calls serious or critical, in light and in dark, a line each."""
    # Colours that are still on their way from one to the other would be judged as they are.
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    # Only colours differ there.
    found += Axe().run(page, options={"runOnly": COLOURS}).response["violations"]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return [
        f"{page.url} {one['id']}: {node['target']}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def press(page: Page, doing: str, **fields: str) -> None:
    """What a button of the page asks for, without waiting for what is drawn then."""
    page.request.post(f"/page/{doing}", form={"as": "maya", **fields}, headers={"HX-Request": "true"})


def width_of(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the keyboard is there."""
    for _ in range(80):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {wanted}")


def each_view(page: Page) -> Iterator[str]:
    """Go to one view after the other, modals too; the name of each while it is open."""
    if not page.get_by_role("link", name="What the week brought").count():
        press(page, "clock", step="lived")
    for view in VIEWS:
        page.goto(view)
        yield view
    page.goto(GENERAL)
    command(page, "/tend help")
    expect(log(page)).to_contain_text("Only visible to you")
    yield "/tend help"
    for line in ("/reconnect @priya", "/shoutout", "/tend settings"):
        command(page, line)
        expect(page.get_by_role("dialog")).to_be_visible()
        yield line
        close(page)
        expect(page.locator("dialog")).to_have_count(0)


def test_no_view_of_the_page_has_what_axe_calls_serious(desk: Page) -> None:
    assert [one for _ in each_view(desk) for one in found_by_axe(desk)] == []


def test_on_a_phone_no_view_scrolls_sideways(phone: Page) -> None:
    assert [view for view in each_view(phone) if width_of(phone) != PHONE["width"]] == []
    phone.goto("/?as=maya")  # the list of places, which only a phone has by itself
    assert width_of(phone) == PHONE["width"]
    assert found_by_axe(phone) == []


def test_in_the_dark_axe_sees_colours_too(desk: Page) -> None:
    desk.locator(".tour li").first.evaluate("item => { item.style.color = 'light-dark(black, #333)' }")
    assert any("color-contrast" in one for one in found_by_axe(desk))


def test_axe_finds_what_is_wrong(desk: Page) -> None:
    desk.locator("#line").evaluate("line => { line.placeholder = ''; line.labels[0].remove() }")
    assert any("label" in one for one in found_by_axe(desk))


def test_a_command_is_reached_typed_and_sent_without_a_mouse(desk: Page) -> None:
    tab_to(desk, desk.get_by_role("textbox"))
    assert outline_of(desk.locator(".composer-box")) != "none"
    desk.keyboard.type("/tend help")
    desk.keyboard.press("Enter")
    expect(log(desk)).to_contain_text("I read no messages and score nobody.")
    expect(desk.get_by_role("textbox")).to_be_focused()


def test_what_is_new_is_read_out(desk: Page, sandbox: Sandbox) -> None:
    expect(log(desk)).to_have_attribute("aria-live", "polite")
    before = log(desk).get_by_role("article").first.element_handle()
    sandbox.hands("leo").says("Read this out", channel="#general")
    expect(log(desk)).to_contain_text("Read this out")
    # The region and what stood in it stay the same elements: else all of it would be read out again.
    assert before.evaluate("element => element.isConnected")


def test_a_modal_keeps_the_keyboard_and_gives_it_back(desk: Page) -> None:
    desk.goto("/?as=maya&at=home")
    button = desk.locator(".home").get_by_role("button", name="Add an item")
    tab_to(desk, button)
    assert outline_of(button) != "none"
    desk.keyboard.press("Enter")
    modal = desk.get_by_role("dialog")
    expect(modal).to_be_visible()
    expect(modal).to_have_attribute("aria-modal", "true")
    expect(desk.locator("dialog:focus, dialog :focus")).to_have_count(1)
    seen = set()
    for key in ["Tab"] * 15 + ["Shift+Tab"] * 15:
        desk.keyboard.press(key)
        assert modal.evaluate("dialog => dialog.contains(document.activeElement)")
        seen.add(desk.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
    assert len(seen) > 2
    close(desk)
    expect(desk.locator("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_after_a_command_the_keyboard_goes_back_to_the_line(desk: Page) -> None:
    command(desk, "/reconnect @priya")
    expect(desk.locator("dialog:focus, dialog :focus")).to_have_count(1)
    close(desk)
    expect(desk.locator("dialog")).to_have_count(0)
    expect(desk.get_by_role("textbox")).to_be_focused()


def test_a_modal_on_a_modal_keeps_the_keyboard_too(desk: Page) -> None:
    command(desk, "/reconnect @priya")
    desk.get_by_role("dialog").get_by_role("button", name="It's everyday").press("Enter")
    question = desk.get_by_role("button", name="Give me a question instead")
    expect(question).to_be_visible()
    for _ in range(20):
        desk.keyboard.press("Tab")
        assert desk.evaluate("!!document.activeElement.closest('dialog')")


def test_the_next_week_is_lived_through_and_told_day_by_day(desk: Page) -> None:
    press(desk, "reset")
    desk.goto("/?as=maya&at=week")
    expect(desk.get_by_role("main")).to_contain_text("seven days pass, and here stands what came to whom")
    desk.goto(GENERAL)
    tab_to(desk, desk.get_by_role("button", name=WEEK))
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="What the week brought")).to_be_visible(timeout=30_000)
    expect(desk.locator(".clock-now")).to_contain_text("Wednesday 14 October")
    thursday = desk.get_by_role("region", name="Thursday 8 October")
    expect(thursday).to_contain_text("one-on-one with @Maya Okafor")
    expect(desk.get_by_role("region", name="Saturday 10 October")).to_contain_text("Nothing came.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    desk.screenshot(path=PICTURES / "week.png", caret="initial")  # hiding it would be an inline style
    # As it read on Thursday, though a newer card has come since.
    expect(thursday.get_by_role("article").filter(has_text="(you)")).to_contain_text("You meant to do this")
    thursday.get_by_role("link", name="Ana Sousa", exact=True).click()
    expect(log(desk)).to_contain_text("Thursday 8 October at 13:00")
    expect(desk.get_by_role("button", name="You are Ana")).to_be_visible()
    desk.locator("#rail").get_by_role("link", name="What the week brought").click()
    expect(desk.get_by_role("article").filter(has_text="Ana Sousa (you)").first).to_be_visible()


def test_on_a_phone_everything_of_the_clock_is_in_reach(phone: Page) -> None:
    press(phone, "reset")
    for name in ("+1 hour", "Next morning", "+1 day", "+1 week", WEEK, "Reset"):
        box = phone.get_by_role("button", name=name, exact=True).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
    phone.get_by_role("button", name="+1 day").click()
    expect(phone.locator(".clock-now")).to_contain_text("Thursday 8 October")
    phone.get_by_role("button", name="Reset").click()
    phone.get_by_role("button", name="Start again").click()
    expect(phone.get_by_role("status").filter(has_text="Back to the first morning.")).to_be_visible()
    expect(phone.locator(".clock-now")).to_contain_text("Wednesday 7 October")


def test_on_a_phone_one_thanks_and_sees_what_the_other_reads(phone: Page) -> None:
    command(phone, "/shoutout @ana read the plan twice and found the one week that nobody had counted")
    phone.get_by_role("button", name="Post it").click()
    expect(log(phone)).to_contain_text("Ana Sousa decides how it arrives.")
    phone.get_by_role("link", name="All places").click()
    phone.get_by_role("button", name="You are Maya").click()
    phone.locator("#people-menu").get_by_role("link", name="Ana Sousa").click()
    phone.get_by_role("link", name="All places").click()
    phone.locator("#rail").get_by_role("link", name="Messages").click()
    expect(log(phone)).to_contain_text("How should thanks reach you?")
    assert width_of(phone) == PHONE["width"]


def outline_of(element: Locator) -> str:
    style: str = element.evaluate("element => getComputedStyle(element).outlineStyle")
    return style
