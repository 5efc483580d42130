"""`make screenshots`: every view of a running demo, light and dark, on a desk and a phone, into docs/images.

The overview is longer than a picture: a second one shows the models, those that were trained among them.
"""

import subprocess
import sys
import tempfile
import time
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

from playwright.sync_api import Browser, Page, sync_playwright

from affluent.commands.trained import train
from affluent.local.endpoints import Endpoints
from dashboards.board.trained import KINDS
from tests.browser.board_parts import is_filled
from tests.browser.windows import Theme, Windows, launched

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
SIZES = {"desk": (1280, 1500), "phone": (390, 1500)}
WINDOW = timedelta(days=28)
SETTLED_MS, ALERT_MS = 1_500, 180_000


class Demo(AbstractContextManager[Endpoints]):
    """The whole system with its simulated world, for as long as the pictures take."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        command = [sys.executable, "-m", "affluent", "demo", "--headless", "--data", str(folder), "--rate", "2"]
        self._process = subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE)

    def __enter__(self) -> Endpoints:
        """Once its history has arrived, and models were trained on it: nobody else has one trained in a demo."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            print(line, end="", flush=True)
            if line.startswith("live now"):
                break
        found = Endpoints.load(self._folder)
        assert found is not None
        today = datetime.now(UTC).date()
        for kind in KINDS:
            train(self._folder, f"{today - WINDOW}", f"{today}", {"model": kind}, None)
        return found

    def __exit__(self, *_: object) -> None:
        """Ask it to end, as Ctrl-C does."""
        self._process.terminate()
        self._process.wait(60)


def main() -> None:
    """Take all pictures; says which."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, _stack(Path(folder)) as endpoints:
        browser = launched(playwright)
        if len(sys.argv) < 2:
            _await_alert(browser, endpoints)
        for theme in get_args(Theme):
            for size in SIZES:
                _take_all(browser, endpoints, theme, size)
        browser.close()


def _await_alert(browser: Browser, endpoints: Endpoints) -> None:
    """The demo's story has one, within a minute; the pictures tell the story."""
    windows = Windows(browser)
    page = windows.open("light")
    page.goto(endpoints.page)
    page.get_by_role("region", name="Open alerts").wait_for(timeout=ALERT_MS)
    windows.close()


def _stack(folder: Path) -> AbstractContextManager[Endpoints]:
    """The stack that runs on the data folder that was named, else a demo."""
    if len(sys.argv) < 2:
        return Demo(folder / "demo")
    found = Endpoints.load(Path(sys.argv[1]))
    if found is None:
        raise SystemExit(f"nothing runs on {sys.argv[1]}")
    return nullcontext(found)


def _take_all(browser: Browser, endpoints: Endpoints, theme: Theme, size: str) -> None:
    windows = Windows(browser)
    width, height = SIZES[size]
    page = windows.open(theme, width=width, height=height)
    page.goto(endpoints.page)
    is_filled(page)
    _take(page, f"overview-{theme}-{size}")
    page.locator(".table-models").evaluate("models => scrollTo(0, models.getBoundingClientRect().top + scrollY - 16)")
    _take(page, f"models-{theme}-{size}")
    order = page.locator(".table-decisions tbody a").first.get_attribute("href")
    for name, address in (
        ("order", order),
        ("links", "/links"),
        ("nothing", "/?creator=nobody"),
        ("mistaken", "/?period=forever"),
    ):
        page.goto(f"{endpoints.api}{address}")
        is_filled(page)
        _take(page, f"{name}-{theme}-{size}")
    windows.close()


def _take(page: Page, name: str) -> None:
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=IMAGES / f"{name}.png")
    print(f"{name}.png at {time.strftime('%H:%M:%S')}", flush=True)


if __name__ == "__main__":
    main()
