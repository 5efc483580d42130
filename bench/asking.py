"""A program: fill a warehouse, ask the overview page's queries while rows come in, print milliseconds as JSON.

First as somebody asks for a period that nobody asked for before; then as the board asks, again and again: then sums are made
ahead, as the warehouse's process makes them.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from affluent.settling import REST_S, Settling
from bench.ages import rank
from bench.beside import beside
from bench.traffic.big_warehouse import DAYS, Size, fill
from bench.traffic.coming import Turn, coming, store
from warehouse.connect import Warehouse, connect
from warehouse.migrate import migrate
from warehouse.named import load

START_S = 1_790_000_000 // 86_400 * 86_400
QUERIES = (
    *("overview", "by_campaign", "by_creator", "by_content", "over_time"),
    *("by_model", "by_model_creator", "coverage", "latest_orders", "options"),
)
MODELS = ("payable", "linear")
"""The two ways in which credits are kept: one who is paid, and shares."""
TURN_S = 0.5
TURN = Turn(orders=50, changed=10, clicks=200)
WARM = 2


def main() -> None:
    """Arguments: directory, creators, orders, clicks, rounds."""
    folder, *numbers = sys.argv[1:]
    creators, orders, clicks, rounds = map(int, numbers)
    size, warehouse = Size(creators, 40, orders, clicks), connect(f"chdb://{folder}")
    migrate(warehouse)
    began = time.monotonic()
    fill(warehouse, size, START_S)
    found = {"fill_s": time.monotonic() - began}
    with growing(warehouse) as stored:
        first = page_of(warehouse, rounds)
        with settling(warehouse) as made_s:
            again = page_of(warehouse, rounds)
    found |= {f"first_{name}": ms for name, ms in first.items()} | again
    found |= {"first_slowest_ms": slowest(first), "overview_slowest_ms": slowest(again), "made_ahead_s": made_s}
    print(json.dumps(found | {"orders_meanwhile": stored[0]}))  # noqa: T201  this is its answer


def page_of(warehouse: Warehouse, rounds: int) -> dict[str, float]:
    """Every query of the page."""
    found: dict[str, float] = {}
    for name in QUERIES:
        found |= asked(warehouse, name, rounds)
    return found


def slowest(found: dict[str, float]) -> float:
    """The highest 95th percentile."""
    return max(ms for name, ms in found.items() if name.endswith("_p95_ms"))


@contextmanager
def settling(warehouse: Warehouse) -> Iterator[float]:
    """Sums are made ahead meanwhile, of what was asked for so far; yields how many seconds the first took."""
    work = Settling(warehouse)
    began = time.monotonic()
    work.keep_up()
    made_s = time.monotonic() - began
    with beside(work.look, REST_S):
        yield made_s


def asked(warehouse: Warehouse, name: str, rounds: int) -> dict[str, float]:
    """Median and 95th percentile of a query over the eight weeks, once for each of the two kinds of models."""
    found: dict[str, float] = {}
    for model in MODELS if "model" in load(name).parameters else MODELS[:1]:
        times = [_seconds(warehouse, name, model) * 1000 for _ in range(WARM + rounds)][WARM:]
        suffix = "" if model == MODELS[0] else f"_{model}"
        found |= {f"{name}{suffix}_p50_ms": rank(times, 0.5), f"{name}{suffix}_p95_ms": rank(times, 0.95)}
    return found


def _seconds(warehouse: Warehouse, name: str, model: str) -> float:
    period = {"since": START_S * 1000, "until": (START_S + DAYS * 86_400) * 1000}
    given: dict[str, Any] = {
        **period,
        "brands": [],
        "campaigns": [],
        "creators": [],
        "currency": "EUR",
        "model": model,
        "limit": 50,
    }
    began = time.perf_counter()
    warehouse.select(name, **{key: given[key] for key in load(name).parameters})
    return time.perf_counter() - began


@contextmanager
def growing(warehouse: Warehouse) -> Iterator[list[int]]:
    """Orders and clicks come in all the while, and a fifth as many old orders change; yields how many orders so far."""
    stored, turns = [0], coming(warehouse, TURN)

    def grow() -> None:
        store(warehouse, next(turns))
        stored[0] += TURN.orders

    with beside(grow, TURN_S):
        yield stored


if __name__ == "__main__":
    main()
