"""What a model is learned from in the warehouse: paths that led to an order, and paths that did not."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from affluent.replay.facts import Period
from affluent.training.document import Document, document_of
from affluent.training.question import Enough, GivenUp, Question
from consumers.credited import counts
from domain.attribution import markov
from domain.attribution.horizons import Horizons
from domain.attribution.trained import Path, path_of
from events.decision import Decision, decode_decision
from events.moments import from_ms
from warehouse.connect import Warehouse

ORDERS = 10_000
"""Decisions that are read together, about."""


def learned(warehouse: Warehouse, question: Question, horizons: Horizons, enough: Enough) -> Document:
    """The model of a window. Raises GivenUp; BadChoice when no path converts, and when the chain is too large to be solved."""
    converting, told = _converting(warehouse, question.period, enough)
    others = _others(warehouse, question.period, horizons)
    channels = sorted({creator for path in (*converting, *others) for creator in path})
    number = {creator: place for place, creator in enumerate(channels)}
    paths = [
        markov.Path([number[creator] for creator in path], converting[path], others[path])
        for path in sorted({*converting, *others})
    ]
    window = {"since": from_ms(question.period.since).isoformat(), "until": from_ms(question.period.until).isoformat()}
    asked = {"model": question.model, "order": question.order, "samples": question.samples, **window}
    return document_of(channels, paths, asked, told)


def decisions_of(warehouse: Warehouse, period: Period, enough: Enough) -> Iterator[list[Decision]]:
    """The decisions in force of the orders placed in a period, a batch at a time. Raises GivenUp."""
    window = {"since": period.since, "until": period.until}
    batches = -(-_sizes(warehouse, period)["orders"] // ORDERS)
    for batch in range(batches):
        if enough():
            raise GivenUp
        rows = warehouse.select("training/decided", **window, batch=batch, batches=batches)
        yield [decode_decision(row["document"]) for row in rows]


def _sizes(warehouse: Warehouse, period: Period) -> dict[str, int]:
    [sizes] = warehouse.select("training/sizes", since=period.since, until=period.until)
    return sizes


def _converting(warehouse: Warehouse, period: Period, enough: Enough) -> tuple[Counter[Path], dict[str, Any]]:
    """Distinct paths with the number of their orders, and what was counted in the window."""
    found: Counter[Path] = Counter()
    void = 0
    for decisions in decisions_of(warehouse, period, enough):
        found.update(path_of(decision) for decision in decisions if counts(decision))
        void += sum(not counts(decision) for decision in decisions)
    without = found.pop((), 0)
    orders = {"orders": found.total() + without, "orders_without_touch": without, "orders_cancelled_or_test": void}
    return found, {**orders, **{name: many for name, many in _sizes(warehouse, period).items() if name != "orders"}}


def _others(warehouse: Warehouse, period: Period, horizons: Horizons) -> Counter[Path]:
    """Paths of browsers that bought nothing until their last click of the window could no longer earn an order."""
    known_until = period.until + horizons.lookback
    rows = warehouse.select("training/visits", since=period.since, until=period.until, known_until=known_until)
    return Counter({tuple(row["path"]): row["visitors"] for row in rows})
