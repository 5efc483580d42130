"""A short month in a warehouse, and what a replay answers about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from fastapi import APIRouter

from affluent.local.ports import free_ports
from affluent.replay.facts import Period
from affluent.replay.replay import Question, replay
from dashboards.api.app import build
from runtime.ops import Serving
from tests.integration.api_parts import SETTINGS
from tests.verify.line import HORIZONS, Line
from tests.verify.month import START, Month
from warehouse.connect import Warehouse

STORIES = 300
MONTH = Period(START, START + 40 * 86_400_000)


def streamed(warehouse: Warehouse, seed: int = 3) -> Month:
    """Some hundred orders, decided as a stream decides them."""
    month = Month(seed, STORIES)
    Line(month, warehouse, seed).run(month.heard())
    return month


def asked(warehouse: Warehouse, policy: dict[str, Any], *, late: bool = False, period: Period = MONTH) -> dict[str, Any]:
    return replay(warehouse, Question(policy, period, late), HORIZONS)


@contextmanager
def served(warehouse: Warehouse, routes: APIRouter, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A small month in the warehouse, and its API with these routes where the commands look for it."""
    streamed(warehouse)
    [port] = free_ports(1)
    app = build(warehouse, SETTINGS, lambda *record: None, lambda: "", routes)
    server = Serving(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="off"), "api").start()
    server.wait_until_up(10)
    monkeypatch.setenv("AFFLUENT_API_URL", f"http://127.0.0.1:{port}")
    yield
    server.close()
