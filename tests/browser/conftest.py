"""A headless Chromium for each module; nothing that a page asks for may leave this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.board_parts import FORKED
from tests.browser.board_process import prepare
from tests.browser.windows import Windows, launched
from tests.connected import class_archive

class_archive.use()


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


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty warehouse for boards to copy: making one takes as long as all the rest of their start."""
    folder = tmp_path_factory.mktemp("migrated")
    process = FORKED.Process(target=prepare, args=(folder,))
    process.start()
    process.join()
    assert process.exitcode == 0
    return folder
