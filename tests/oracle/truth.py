"""Reads a world's truth log: what it told, through which door, and what it was answered."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.oracle.catalog import Catalog

Told = dict[str, Any]
Order = tuple[str, str]


@dataclass
class Truth:
    """Everything that was accepted, each event once."""

    catalog: Catalog = field(default_factory=Catalog)
    clicks: dict[str, Told] = field(default_factory=dict)
    orders: dict[Order, dict[str, Told]] = field(default_factory=dict)
    refunds: dict[Order, dict[str, Told]] = field(default_factory=dict)
    engagements: set[str] = field(default_factory=set)
    costs: set[str] = field(default_factory=set)
    deliveries: int = 0
    """Raw records that an answer promised; a retry after no answer may have left more."""
    dead: int = 0
    unanswered: int = 0
    """Tries that got no answer: each may have left its records or not."""
    lost_clicks: int = 0
    """Redirects without an answer: nobody knows whether they were recorded; their visitors never buy."""

    @property
    def facts(self) -> int:
        """Distinct events."""
        told = sum(len(events) for by_order in (self.orders, self.refunds) for events in by_order.values())
        return len(self.clicks) + told + len(self.engagements) + len(self.costs)


def read(*paths: Path) -> Truth:
    """All logs together, as if one world had written them one after the other."""
    truth = Truth()
    for path in paths:
        intents: dict[int, Told] = {}
        for line in path.read_text().splitlines():
            record = json.loads(line)
            if record["says"] == "intends":
                intents[record["request"]] = record
            else:
                _take(truth, intents[record["request"]], record)
    return truth


def _take(truth: Truth, intent: Told, answer: Told) -> None:
    if answer["says"] == "info":
        truth.unanswered += 1
        truth.lost_clicks += intent["door"] == "redirect"
    if answer["says"] != "ok":
        return
    if intent["door"] == "catalog":
        truth.catalog.apply(intent["entries"], intent["valid_from"], intent["recorded_at"])
        return
    truth.deliveries += answer.get("records", len(intent["told"]))
    for told, more in zip(intent["told"], answer["learned"], strict=True):
        _keep(truth, told | more)


def _keep(truth: Truth, told: Told) -> None:
    what = told["tells"]
    if what == "dead":
        truth.dead += 1
    elif what == "click":
        _keep_click(truth, told)
    elif what in ("engagement", "cost"):
        (truth.engagements if what == "engagement" else truth.costs).add(told["id"])
    else:
        by_order = truth.orders if what == "order" else truth.refunds
        _first(by_order.setdefault((told["shop"], told["order"]), {}), _clamped(told))


def _keep_click(truth: Truth, told: Told) -> None:
    click = _clamped(told)
    click["terms"] = truth.catalog.link(click["link"], click["at"])
    _first(truth.clicks, click)


def _first(known: dict[str, Told], told: Told) -> None:
    """Of an event delivered twice, the delivery received first is the event."""
    before = known.get(told["id"])
    if before is None or told["received"] < before["received"]:
        known[told["id"]] = told


def _clamped(told: Told) -> Told:
    """Nothing happens after it was heard of."""
    moments = {name: min(told[name], told["received"]) for name in ("at", "ordered_at") if name in told}
    return told | moments
