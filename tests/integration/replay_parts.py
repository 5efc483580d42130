"""A short month in a warehouse, and what a replay answers about it."""

from typing import Any

from affluent.replay.facts import Period
from affluent.replay.replay import Question, replay
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
