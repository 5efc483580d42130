"""A buyer who bought before: known to a customer's orders in any order of arrival, paid by the contract's other rate."""

from itertools import permutations

import pytest

from domain.attribution.customer import customer
from domain.attribution.entity import World
from domain.attribution.horizons import Horizons
from domain.attribution.rows import CustomerRow
from events.messages import Devices, Join
from tests.unit.attribution.sale_parts import Sale, T, an_order, conditions, terms

WORLD = World(lambda kind, ref: None, Horizons(), 1, 1, ())
JOINS = [
    Join("s/late", 900, (), "a", at=100, named=900),
    Join("s/first", 210, (), "b", at=200, named=210),
    Join("s/second", 310, (), "c", at=300, named=310),
    Join("s/third", 305, (), "d", at=305, named=305),
]
"""The earliest of all was heard of last."""


@pytest.mark.parametrize("joins", [pytest.param(each, id=" ".join(j.ask for j in each)) for each in permutations(JOINS)])
def test_a_customer_keeps_the_orders_that_none_precedes_in_time_and_receipt(joins: tuple[Join, ...]) -> None:
    row = CustomerRow(devices={}, orders={}, firsts={})
    heard: dict[str, Devices] = {}
    for join in joins:
        for told in customer(row, "c:s/x", join, False, WORLD).sends:
            assert isinstance(told.body, Devices)
            heard[told.key] = told.body
    assert row.firsts == {"s/late": (100, 900), "s/first": (200, 210)}
    assert [each[0] for each in heard["o:s/third"].firsts] == ["s/first", "s/late"], (
        "an order hears of a first one that comes after it"
    )


@pytest.mark.parametrize(
    ("customer", "before", "returning", "rate"),
    [
        (None, {}, None, 80_000),
        ("C", {}, False, 80_000),
        ("C", {"s/x": (T - 1, T)}, True, 30_000),
        ("C", {"s/a": (T, T)}, True, 30_000),
        ("C", {"s/x": (T, T)}, False, 80_000),
        ("C", {"s/x": (T - 1, T + Horizons().lateness)}, True, 30_000),
        ("C", {"s/x": (T - 1, T + Horizons().lateness + 1)}, False, 80_000),
    ],
)
def test_the_returning_rate(customer: str | None, before: dict[str, tuple[int, int]], returning: bool | None, rate: int) -> None:
    sale = Sale().told(an_order(customer=customer)).click(terms("ann", conditions=conditions(returning_ppm=30_000)))
    sale.row.before = before
    decision = sale.decide()
    assert (decision.returning, decision.commissions[0].rate_ppm) == (returning, rate)


def test_a_contract_without_a_returning_rate_pays_the_same() -> None:
    sale = Sale().told(an_order(customer="C")).click(terms("ann"))
    sale.row.before = {"s/x": (1, 1)}
    assert sale.decide().commissions[0].rate_ppm == 80_000
