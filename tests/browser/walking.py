"""What a newcomer does in a real browser: type, turn the clock, be somebody else, close what is open."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.seed import play_history
from tests.conftest import KEY


@pytest.fixture
def page(browser: Browser, sqlite_url: str) -> Iterator[Page]:
    """A newcomer's browser on the sandbox's first page. Whatever it complains about fails the test."""
    sandbox = Sandbox(database_url=sqlite_url, encryption_key=KEY, history=play_history)
    with opened(browser, sandbox, "/") as newcomers:
        yield newcomers
    refused = [(call.method, call.answer) for call in sandbox.workspace.refused_calls()]
    sandbox.stop()
    assert refused == []


@contextmanager
def opened(
    browser: Browser,
    sandbox: Sandbox,
    address: str,
    *,
    viewport: ViewportSize | None = None,
) -> Iterator[Page]:
    """A browser's page at an address of the sandbox. Whatever it complains about fails the test."""
    context = browser.new_context(base_url=sandbox.url, viewport=viewport or {"width": 1280, "height": 800})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(address)
    yield page
    context.close()
    assert complaints == []


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
    """Turn the clock, and wait until it stands: on the way it stops wherever something is due."""
    page.get_by_role("button", name=button).click()
    expect(page.locator(".clock-now")).to_contain_text(day, timeout=20_000)
    expect(page.get_by_role("button", name=button)).to_be_enabled(timeout=20_000)


def become(page: Page, name: str) -> None:
    """Switch to somebody else, and look into what Tend wrote to them."""
    page.get_by_role("button", name=re.compile("^You are ")).click()
    page.locator("#people-menu").get_by_role("link", name=re.compile(name)).click()
    expect(page.get_by_role("button", name=re.compile(f"^You are {name}"))).to_be_visible()
    page.locator("#rail").get_by_role("link", name=re.compile("^Messages")).click()
