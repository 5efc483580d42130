"""Whether the books balance: every rule asked of everything that is written to its end."""

from typing import Any, NamedTuple

from domain.finance.reconcile import RULES, Finding, judge
from events.topics import ATTRIBUTIONS, DEAD_LETTERS, JOURNAL, RAW
from warehouse import named
from warehouse.connect import Warehouse

MOST = 1000
"""Differences named of one rule; more are not worth reading."""

Totals = dict[str, dict[str, dict[str, int]]]


def reconcile(warehouse: Warehouse, epoch: int) -> dict[str, Any]:
    """The counts, the totals per model and currency, and every difference by name.

    `pending` counts what was stored within the last half minute and may still be on its way.
    """
    horizon = written(warehouse, epoch)
    counts = _ask(warehouse, "counts", horizon)[0]
    findings = judge(counts, {rule: _ask(warehouse, rule, horizon) for rule in RULES})
    differences = [finding.difference._asdict() for finding in findings if not finding.pending]
    pending = sum(finding.pending for finding in findings)
    return {
        "balanced": not differences and not pending,
        "settled": not pending,
        "pending": pending,
        "waiting": [_waiting(finding) for finding in findings if finding.pending],
        **counts,
        "models": totals(warehouse),
        "differences": differences,
    }


def written(warehouse: Warehouse, epoch: int) -> dict[str, Any]:
    """How far each topic is in, as the queries take it: what lies beyond may be half written, and is not judged."""
    ends: dict[str, dict[int, int]] = {}
    for row in warehouse.select("sink/ingested", epoch=epoch):
        ends.setdefault(row["topic"], {})[row["partition"]] = row["offset"]
    found = {
        name: _by_place(ends.get(topic.name, {}))
        for name, topic in (("journal", JOURNAL), ("decided", ATTRIBUTIONS), ("refused", DEAD_LETTERS))
    }
    return {"epoch": epoch, "most": MOST, "raw": [topic.name for topic in RAW], **found}


class Sales(NamedTuple):
    """The shops' side of the books: the counts, the orders without a decision, those whose decision is worth something else."""

    counts: dict[str, Any]
    undecided: list[dict[str, Any]]
    differing: list[dict[str, Any]]


def sales(warehouse: Warehouse, epoch: int) -> Sales:
    """Whether each order is decided and worth what its facts say, without looking at every row of every table."""
    horizon = written(warehouse, epoch)
    counts, undecided, revenue = (_ask(warehouse, name, horizon) for name in ("counts", "undecided", "revenue"))
    return Sales(counts[0], undecided, [row for row in revenue if row["facts_net"] != row["known_net"]])


def totals(warehouse: Warehouse) -> Totals:
    """Model to currency to net, credited and unattributed, minor units."""
    found: Totals = {}
    for row in warehouse.select("totals"):
        money = {name: int(row[name]) for name in ("net", "credited", "unattributed")}
        found.setdefault(row["model"], {})[row["currency"]] = money
    return found


def _by_place(ends: dict[int, int]) -> list[int]:
    return [ends.get(partition, 0) for partition in range(max(ends, default=-1) + 1)]


def _ask(warehouse: Warehouse, name: str, horizon: dict[str, Any]) -> list[dict[str, Any]]:
    query = named.load(f"reconcile/{name}")
    return warehouse.select(query.name, **{name: horizon[name] for name in query.parameters})


def _waiting(finding: Finding) -> dict[str, str]:
    return finding.difference._asdict()
