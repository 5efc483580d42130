"""A board that is served, and what happens to it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from affluent.local.ports import free_ports
from runtime.settings import Role
from tests.browser.board_process import TOKENS
from tests.browser.windows import Theme, Windows

ROOT = Path(__file__).parents[2]
SEPTEMBER = "?from=2026-09-01&to=2026-09-10&currency=EUR"
VIEWS = {
    "overview": f"/{SEPTEMBER}",
    "order": "/orders/shop/o2",
    "links": "/links",
    "mistaken": "/?period=forever",
    "missing": "/nothing/at/all",
}
PATIENCE_MS = 120_000
expect.set_options(timeout=20_000)  # what takes how long is measured elsewhere: a machine that runs all tests is busy
NET = '[data-figure="net"]'


class Board:
    """The process that serves a board."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self._process = process
        self.address = address

    def let(self, *words: str) -> None:
        """Let something happen; returns when it has."""
        told, heard = self._process.stdin, self._process.stdout
        assert told is not None
        assert heard is not None
        told.write(" ".join(words) + "\n")
        told.flush()
        assert heard.readline() == "done\n"

    def look(self, windows: Windows, view: str, theme: Theme = "light", width: int = 1280, role: Role = Role.SERVICE) -> Page:
        """A window on a view, opened with a token."""
        page = windows.open(theme, width=width, height=900)
        page.goto(f"{self.address}{view}{'&' if '?' in view else '?'}token={TOKENS[role]}")
        return page


@contextmanager
def board_served(folder: Path) -> Iterator[Board]:
    """A board over an empty warehouse in a folder."""
    [port] = free_ports(1)
    command = [sys.executable, "-m", "tests.browser.board_process", str(folder), str(port)]
    process = subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield Board(process, f"http://127.0.0.1:{port}")
    finally:
        assert process.stdin is not None
        process.stdin.close()
        try:
            assert process.wait(20) == 0
        finally:
            process.kill()
            process.stdout.close()


def is_filled(page: Page) -> None:
    """Until every part of a view has its figures."""
    filled = "document.querySelector('.view h1') && !document.querySelector('.skeleton, .chart:empty')"
    page.wait_for_function(filled, timeout=PATIENCE_MS)
