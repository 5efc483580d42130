"""What the overview page asks of a large embedded warehouse, while rows come in."""

import json
import subprocess
import sys

from bench.figures import Figures
from bench.place import Place

CREATORS, ORDERS, CLICKS, ROUNDS = 10_000, 1_000_000, 1_000_000, 8
QUICK_ORDERS, QUICK_ROUNDS = 100_000, 5
LIMIT_S = 600


def measure(place: Place) -> Figures:
    """Median and 95th percentile of each query over eight weeks, in a process of its own: chDB opens one directory in one."""
    orders, clicks, rounds = (QUICK_ORDERS, QUICK_ORDERS, QUICK_ROUNDS) if place.quick else (ORDERS, CLICKS, ROUNDS)
    folder = place.scratch("overview") / "warehouse"
    command = [sys.executable, "-m", "bench.asking", *map(str, (folder, CREATORS, orders, clicks, rounds))]
    told = subprocess.run(command, check=True, capture_output=True, timeout=LIMIT_S)  # noqa: S603  our own program
    return Figures(
        json.loads(told.stdout),
        notes=(
            f"{CREATORS:,} creators, {orders:,} orders in six models, {clicks:,} clicks; lists of 50, one currency, no filter.",
            "The slowest is the highest 95th percentile of any query, in the payable model and in linear, which shares orders.",
        ),
    )
