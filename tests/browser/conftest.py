"""A headless Chromium for each module; nothing that a page asks for may leave this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.windows import Windows, launched


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is `browser`."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed after the module: Playwright occupies the thread's event loop, which other tests need."""
    with sync_playwright() as playwright:
        running = launched(playwright)
        yield running
        running.close()


@pytest.fixture
def windows(browser: Browser) -> Iterator[Windows]:
    """Windows of a test; it fails if one of them asked anybody else."""
    opened = Windows(browser)
    try:
        yield opened
    finally:
        opened.close()
    assert opened.strangers() == []
