"""Whether the books balance: every rule asked of everything that is written to its end."""

from typing import Any, NamedTuple

from domain.finance.reconcile import RULES, Finding, judge
from events.topics import ATTRIBUTIONS, DEAD_LETTERS, JOURNAL, RAW
from warehouse import named
from warehouse.connect import Warehouse

MOST = 1000
"""Differences named of one rule; more are not worth reading."""

EVERYTHING: dict[str, Any] = {"journal_before": [], "decided_before": [], "still_open": []}
"""Since when the books are asked for: from the beginning."""

Totals = dict[str, dict[str, dict[str, int]]]


def reconcile(warehouse: Warehouse, epoch: int) -> dict[str, Any]:
    """The counts, the totals per model and currency, and every difference by name.

    `pending` counts what was stored within the last half minute and may still be on its way.
    """
    horizon = written(warehouse, epoch)
    counts = ask(warehouse, "counts", horizon)[0]
    findings = judge(counts, {rule: ask(warehouse, rule, horizon) for rule in RULES})
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
    return {"epoch": epoch, "most": MOST, "raw": [topic.name for topic in RAW], **EVERYTHING, **found}


class Sales(NamedTuple):
    """The shops' side of the books: the counts, the orders without a decision, those whose decision is worth something else."""

    counts: dict[str, Any]
    undecided: list[dict[str, Any]]
    differing: list[dict[str, Any]]
    is_cut: bool = False
    """More does not balance than is named."""


def sales(warehouse: Warehouse, horizon: dict[str, Any], counts: dict[str, Any] | None = None) -> Sales:
    """Whether each order is decided and worth what its facts say: of all, or of what was touched since, with counts known."""
    undecided, revenue = (ask(warehouse, name, horizon) for name in ("undecided", "revenue"))
    differing = [row for row in revenue if row["facts_net"] != row["known_net"]]
    is_cut = horizon["most"] in (len(undecided), len(revenue))
    return Sales(counts or ask(warehouse, "counts", horizon)[0], undecided, differing, is_cut)


def totals(warehouse: Warehouse) -> Totals:
    """Model to currency to net, credited and unattributed, minor units."""
    found: Totals = {}
    for row in warehouse.select("totals"):
        money = {name: int(row[name]) for name in ("net", "credited", "unattributed")}
        found.setdefault(row["model"], {})[row["currency"]] = money
    return found


def _by_place(ends: dict[int, int]) -> list[int]:
    return [ends.get(partition, 0) for partition in range(max(ends, default=-1) + 1)]


def ask(warehouse: Warehouse, name: str, horizon: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a query of the books, as far as everything is written."""
    query = named.load(f"reconcile/{name}")
    return warehouse.select(query.name, **{name: horizon[name] for name in query.parameters})


def _waiting(finding: Finding) -> dict[str, str]:
    return finding.difference._asdict()
