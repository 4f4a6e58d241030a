"""A real headless browser for the tests that need one."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser of this machine, or Playwright's own. Without one the test is skipped; in CI it fails.

    It goes with its module: Playwright's event loop would keep others in the same process from theirs.
    """
    with sync_playwright() as playwright:
        found = next((path for name in _NAMES if (path := shutil.which(name))), None)
        if found is None and Path(playwright.chromium.executable_path).exists():
            found = playwright.chromium.executable_path
        if found is None:
            words = "No browser found: install chromium (Debian: chromium-headless-shell) to run this test."
            if os.environ.get("CI") == "true":
                pytest.fail(words)
            pytest.skip(words)
        launched = playwright.chromium.launch(executable_path=found, args=list(_FLAGS))
        yield launched
        launched.close()
