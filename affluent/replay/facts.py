"""Facts as the warehouse keeps them, read back into the events that they were."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from domain.attribution.batch import Facts
from events.addressing import order_key
from events.facts import Clicked, Ordered, Refunded, SaleLine
from events.messages import CodeVersion
from warehouse.connect import Warehouse
from warehouse.named import load

Columns = dict[str, Iterable[Any]]
Earlier = dict[tuple[str, str, str], int]
"""(table, `shop/order` or "", event) → the earliest receipt, for events whose first delivery in the journal was not the first."""


class Period(NamedTuple):
    """Orders placed at `since` or later and before `until`, milliseconds since 1970."""

    since: int
    until: int

    def holds(self, at: int) -> bool:
        """Whether an order placed at a moment is one of them."""
        return self.since <= at < self.until


class Batch(NamedTuple):
    """The orders of a period whose hash leaves `number` when divided by `of`, as far as they were decided since a moment."""

    period: Period
    number: int
    of: int
    decided_since: int = 0
    """Milliseconds; 0: all orders, also those without a decision."""

    def named(self) -> dict[str, int]:
        """As the queries' parameters."""
        share = {"batch": self.number, "batches": self.of, "decided_since": self.decided_since}
        return {"since": self.period.since, "until": self.period.until, **share}


def earlier_receipts(warehouse: Warehouse) -> Earlier:
    """Read once: it goes through every delivery."""
    return {(row["fact"], row["subject"], row["event_id"]): row["earliest"] for row in warehouse.select("replay/repeated")}


def asked_of(warehouse: Warehouse, batch: Batch) -> list[str]:
    """The keys of a batch's orders, sorted by shop and order."""
    columns = _columns(warehouse, "replay/asked", **batch.named())
    return [order_key(*name) for name in zip(columns["shop"], columns["order_id"], strict=True)]


def facts_of(warehouse: Warehouse, batch: Batch, earlier: Earlier, codes: Iterable[CodeVersion], lookback: int) -> Facts:
    """All that decides a batch's orders; `lookback`: the longest window, milliseconds."""
    around = {"clicks_after": batch.period.since - lookback, "clicks_until": batch.period.until}
    orders = _columns(warehouse, "replay/orders", **batch.named())
    refunds = _columns(warehouse, "replay/refunds", **batch.named())
    clicks = _columns(warehouse, "replay/clicks", **batch.named(), **around)
    return Facts([*_ordered(orders, earlier), *_refunded(refunds, earlier)], list(_clicked(clicks, earlier)), codes)


def _columns(warehouse: Warehouse, name: str, **parameters: int) -> Columns:
    query = load(name)
    found = warehouse.client().query(query.sql, parameters=query.bind(parameters))
    return dict(zip(found.column_names, found.result_columns or [()] * len(found.column_names), strict=True))


def _ordered(told: Columns, earlier: Earlier) -> Iterator[Ordered]:
    for event in zip(*told.values(), strict=True):
        id, kind, at, received, shop, order, ordered_at, currency, codes, customer, visitor, click, test, policy, *lines = event
        yield Ordered(
            id, kind, at, earlier.get(("orders", f"{shop}/{order}", id), received), shop, order, ordered_at, currency,
            tuple(map(_line, *lines)), tuple(codes), _id(customer), _id(visitor), _id(click), test, policy,
        )  # fmt: skip


def _line(line: str, amount: int, discount: int, tax: int, kind: str, quantity: int, product: str) -> SaleLine:
    return SaleLine(line, amount, discount, tax, kind, quantity, _id(product))


def _refunded(told: Columns, earlier: Earlier) -> Iterator[Refunded]:
    for event in zip(*told.values(), strict=True):
        id, kind, at, received, shop, order, currency, adjustment, *lines = event
        first = earlier.get(("refunds", f"{shop}/{order}", id), received)
        yield Refunded(id, kind, at, first, shop, order, currency, tuple(map(_returned, *lines)), adjustment)


def _returned(line: str, amount: int, tax: int, kind: str) -> SaleLine:
    return SaleLine(line, amount, tax=tax, kind=kind)


def _clicked(told: Columns, earlier: Earlier) -> Iterator[Clicked]:
    for id, at, received, link, version, visitor, flags, host in zip(*told.values(), strict=True):
        first = earlier.get(("clicks", "", id), received)
        yield Clicked(id, at, first, link, version, _id(visitor), tuple(flags), _id(host))


def _id(told: str) -> str | None:
    """An id; the warehouse keeps none as an empty one."""
    return told or None
