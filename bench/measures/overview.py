"""What the overview page asks of a large embedded warehouse, while rows come in; then the page itself over the same warehouse."""

import json
import shutil
import subprocess
import sys

from bench.figures import Figures
from bench.place import Place

CREATORS, ORDERS, CLICKS, ROUNDS = 10_000, 1_000_000, 1_000_000, 20
QUICK_ORDERS, QUICK_ROUNDS = 100_000, 5
OPENINGS = 7
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LIMIT_S = 900
ASKED = (
    "The slowest is the highest 95th percentile of any query, in the payable model and in linear, which shares orders, as the "
    "board asks again and again: the warehouse's process makes sums ahead then, and each answer adds what came since. "
    "first_ is the same of a period that nobody asked for before: until 1 December 2026 that was the slowest. "
    "Twice a second 50 new orders, 10 changed ones and 200 clicks are stored, as the sink does it; on 1 December 2026 the new "
    "orders were not, by a mistake."
)
OPENED = (
    "The page is opened by a headless Chromium on the same machine: nothing is cached, and nobody asked for its period before."
)


def measure(place: Place) -> Figures:
    """Median and 95th percentile of each query over eight weeks, in a process of its own: chDB opens one directory in one."""
    orders, clicks, rounds = (QUICK_ORDERS, QUICK_ORDERS, QUICK_ROUNDS) if place.quick else (ORDERS, CLICKS, ROUNDS)
    folder = place.scratch("overview") / "warehouse"
    found = _told("bench.asking", folder, CREATORS, orders, clicks, rounds)
    browser = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    page = _told("bench.painting", folder, browser, OPENINGS) if browser else {}
    size = f"{CREATORS:,} creators, {orders:,} orders in nine models, {clicks:,} clicks; lists of 50, one currency, no filter."
    return Figures(found | page, notes=(size, ASKED, OPENED if browser else "There is no Chromium here, so no page."))


def _told(program: str, *about: object) -> dict[str, float]:
    command = [sys.executable, "-m", program, *map(str, about)]
    done = subprocess.run(command, check=True, capture_output=True, timeout=LIMIT_S)  # noqa: S603  our own program
    told: dict[str, float] = json.loads(done.stdout)
    return told
