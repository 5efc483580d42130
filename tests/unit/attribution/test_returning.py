"""A buyer who bought before: known to a customer's orders in any order of arrival, paid by the contract's other rate."""

from itertools import permutations

import pytest

from domain.attribution.customer import customer, forget_customer
from domain.attribution.entity import World
from domain.attribution.horizons import Horizons
from domain.attribution.rows import Answer, CustomerRow
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
    assert heard["o:s/third"].firsts == (("s/first", 200, 210), ("s/late", 100, 900)), "also of one told after it"


def test_orders_that_are_over_are_folded_and_still_answer_later_ones() -> None:
    row = CustomerRow(devices={}, orders={}, firsts={})
    for join in JOINS:
        customer(row, "c:s/x", join, False, WORLD)
    forget_customer(row, 10**15, WORLD)
    assert (row.orders, row.firsts) == ({}, {"s/late": (100, 900), "s/first": (200, 210)})
    [told] = customer(row, "c:s/x", Join("s/next", 10**15, (), "e", at=10**15, named=10**15), False, WORLD).sends
    assert isinstance(told.body, Devices)
    assert told.body.firsts == (("s/first", 200, 210), ("s/late", 100, 900))


def _answered(firsts: dict[str, tuple[int, int]]) -> dict[str, Answer]:
    return {"c:s/C": Answer(0, (), tuple((order, *times) for order, times in firsts.items()))}


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
    sale.row.customers = _answered(before)
    decision = sale.decide()
    assert (decision.returning, decision.commissions[0].rate_ppm) == (returning, rate)


def test_a_contract_without_a_returning_rate_pays_the_same() -> None:
    sale = Sale().told(an_order(customer="C")).click(terms("ann"))
    sale.row.customers = _answered({"s/x": (1, 1)})
    assert sale.decide().commissions[0].rate_ppm == 80_000
