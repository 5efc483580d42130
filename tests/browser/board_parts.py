"""A board that is served, and what happens to it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path

from playwright.sync_api import Page, expect

from affluent.local.ports import free_ports
from runtime.settings import Role
from tests.browser.board_process import TOKENS, WAREHOUSE, serve
from tests.browser.windows import Theme, Windows

SEPTEMBER = "?from=2026-09-01&to=2026-09-10&currency=EUR"
VIEWS = {
    "overview": f"/{SEPTEMBER}",
    "order": "/orders/shop/o2",
    "links": "/links",
    "mistaken": "/?period=forever",
    "missing": "/nothing/at/all",
}
NET = '[data-figure="net"]'
PATIENCE_MS = 120_000
expect.set_options(timeout=20_000)  # what takes how long is measured elsewhere: a machine that runs all tests is busy
FORKED, WHOLE = get_context("forkserver"), get_context("spawn")
"""From a process that has imported everything, which takes longer than the rest of a start; or in an interpreter of its own,
which alone ends as a process does that somebody started."""
FORKED.set_forkserver_preload([serve.__module__])


class Board:
    """The process that serves a board."""

    def __init__(self, happenings: "Connection[str, str]", address: str) -> None:
        self._happenings = happenings
        self.address = address

    def let(self, *words: str) -> None:
        """Let something happen; returns when it has."""
        self._happenings.send(" ".join(words))
        assert self._happenings.recv() == "done"

    def look(self, windows: Windows, view: str, theme: Theme = "light", width: int = 1280, role: Role = Role.SERVICE) -> Page:
        """A window on a view, opened with a token."""
        page = windows.open(theme, width=width, height=900)
        page.goto(f"{self.address}{view}{'&' if '?' in view else '?'}token={TOKENS[role]}")
        return page


@contextmanager
def board_served(folder: Path, migrated: Path, context: ForkServerContext | SpawnContext = FORKED) -> Iterator[Board]:
    """A board over an empty warehouse in a folder, a copy of a migrated one, in a process of its own."""
    shutil.copytree(migrated, folder / WAREHOUSE, symlinks=True)
    [port] = free_ports(1)
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(folder, port, theirs))
    process.start()
    theirs.close()
    try:
        assert ours.recv() == "ready"
        yield Board(ours, f"http://127.0.0.1:{port}")
    finally:
        ours.close()
        process.join(20)
        try:
            assert process.exitcode == 0
        finally:
            process.kill()


def is_filled(page: Page) -> None:
    """Until every part of a view has its figures."""
    filled = "document.querySelector('.view h1') && !document.querySelector('.skeleton, .chart:empty')"
    page.wait_for_function(filled, timeout=PATIENCE_MS)
