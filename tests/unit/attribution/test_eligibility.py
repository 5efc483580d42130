"""What a contract asks for, and what it pays when it gets it."""

from typing import Any

import pytest

from domain.attribution.policy import DEFAULT, Arbitration
from events.decision import Decision
from events.facts import SaleLine
from events.moments import DAY_MS
from events.policy import Precedence
from tests.unit.attribution.sale_parts import Sale, a_refund, an_order, conditions, paid, reasons, terms

ANN = terms("ann")
LINES = (
    SaleLine("1", 1000, product="lamp"),
    SaleLine("2", 500, product="gift"),
    SaleLine("3", 300, kind="shipping", product="x"),
)
MINUTE = 1 / 1440


def under(order: dict[str, Any] | None = None, policy: Arbitration = DEFAULT, **asked: Any) -> Decision:
    """Ben asks for something; Ann's earlier click asks for nothing."""
    ben = terms("ben", conditions=conditions(**asked))
    sale = Sale(policy).told(an_order(codes=("BEN10",), **(order or {})))
    return sale.click(ANN, 2).click(ben, 1).code("BEN10", ben).decide()


@pytest.mark.parametrize(
    ("order", "asked", "why", "payee"),
    [
        ({}, {}, {"t1": "code_precedence", "BEN10": "won"}, "ben"),
        ({}, {"touches": frozenset({"click"})}, {"t1": "won", "BEN10": "not_eligible"}, "ben"),
        ({}, {"touches": frozenset({"code"})}, {"t1": "not_eligible", "BEN10": "won"}, "ben"),
        ({}, {"minimum": (1000, "EUR")}, {"t1": "code_precedence", "BEN10": "won"}, "ben"),
        ({}, {"minimum": (1001, "EUR")}, {"t1": "below_minimum", "BEN10": "below_minimum"}, "ann"),
        ({}, {"minimum": (1001, "USD")}, {"t1": "code_precedence", "BEN10": "won"}, "ben"),
        ({"customer": "C"}, {"own_pseudonyms": frozenset({"C"})}, {"t1": "self_purchase", "BEN10": "self_purchase"}, "ann"),
        ({}, {"own_pseudonyms": frozenset({"V"})}, {"t1": "self_purchase", "BEN10": "self_purchase"}, "ann"),
        (
            {"lines": LINES[:1]},
            {"excluded_products": frozenset({"lamp"})},
            {"t1": "excluded_products", "BEN10": "excluded_products"},
            "ann",
        ),
        ({"lines": LINES}, {"excluded_products": frozenset({"lamp"})}, {"t1": "code_precedence", "BEN10": "won"}, "ben"),
    ],
)
def test_a_touch_whose_contract_asks_for_more_is_named_with_the_reason(
    order: dict[str, Any], asked: dict[str, Any], why: dict[str, str], payee: str
) -> None:
    decision = under(order, **asked)
    assert {touch: reason for touch, reason in reasons(decision).items() if touch != "t0"} == why
    assert list(paid(decision)) == [payee]
    models = {share.creator for credit in decision.credits[1:] for share in credit.shares}
    assert models == ({"ann", "ben"} if payee == "ben" else {"ann"}), "who may not earn takes part in no model"


def test_nobody_earns_an_order_of_staff() -> None:
    decision = under({"customer": "C"}, Arbitration(staff=frozenset({"C"})))
    assert (paid(decision), decision.reason, set(reasons(decision).values())) == ({}, "staff", {"staff"})
    assert under({"customer": "D"}, Arbitration(staff=frozenset({"C"}))).reason == "won"


def test_a_refund_makes_no_order_too_small() -> None:
    ben = terms("ben", conditions=conditions(minimum=(1000, "EUR")))
    decision = Sale().told(an_order(), a_refund(900)).click(ben).decide()
    assert paid(decision) == {"ben": 100}


def test_no_commission_on_excluded_products_before_and_after_their_refund() -> None:
    ben = terms("ben", conditions=conditions(excluded_products=frozenset({"gift"})))
    sale = Sale().told(an_order(lines=LINES)).click(ben)
    [line] = sale.decide().commissions
    assert (paid(sale.decide()), line.base, line.amount, line.limits) == ({"ben": 1500}, 1000, 80, ("excluded_products",))
    [line] = sale.told(a_refund(0, lines=(SaleLine("2", 500),))).decide().commissions
    assert (line.base, line.amount, line.limits) == (1000, 80, ())
    [line] = sale.told(a_refund(0, "r1", lines=(SaleLine("1", 400),))).decide().commissions
    assert (line.base, line.amount) == (600, 48)
    [line] = sale.told(a_refund(0, "r2", lines=(), adjustment=600)).decide().commissions
    assert (line.base, line.amount) == (0, 0)


def test_what_is_left_to_pay_on_is_split_as_the_share_is() -> None:
    ann, ben = (terms(name, conditions=conditions(excluded_products=frozenset({"gift"}))) for name in ("ann", "ben"))
    sale = Sale(Arbitration("s@1", Precedence.SPLIT_BY_WEIGHT, 3, 1)).told(an_order(lines=LINES, codes=("BEN10",)))
    decision = sale.click(ann).code("BEN10", ben).decide()
    assert (paid(decision), [line.base for line in decision.commissions]) == ({"ann": 375, "ben": 1125}, [250, 750])


@pytest.mark.parametrize(
    ("cap", "amount", "limits"),
    [((79, "EUR"), 79, ("capped",)), ((80, "EUR"), 80, ()), ((1, "USD"), 80, ())],
)
def test_commission_is_capped_for_each_order(cap: tuple[int, str], amount: int, limits: tuple[str, ...]) -> None:
    [line] = Sale().told(an_order()).click(terms("ben", conditions=conditions(cap=cap))).decide().commissions
    assert (line.base, line.amount, line.limits) == (1000, amount, limits)


@pytest.mark.parametrize(
    ("apart", "why"),
    [
        (0, {"t0": "later_touch", "t1": "later_touch", "t2": "later_touch", "t3": "won"}),
        (60_000, {"t0": "later_touch", "t1": "later_touch", "t2": "later_touch", "t3": "won"}),
        (60_001, {"t0": "later_touch", "t1": "duplicate", "t2": "later_touch", "t3": "won"}),
        (DAY_MS, {"t0": "later_touch", "t1": "duplicate", "t2": "duplicate", "t3": "won"}),
    ],
)
def test_a_repeated_click_is_a_duplicate_of_the_one_that_counted(apart: int, why: dict[str, str]) -> None:
    sale = Sale(Arbitration(duplicate_ms=apart)).told(an_order())
    for minutes, link in ((9, "a"), (8, "a"), (7, "a"), (6, "b")):
        sale.click(ANN, minutes * MINUTE, link=link)
    assert reasons(sale.decide()) == why


@pytest.mark.parametrize(("flags", "reason"), [(("prefetch",), "won"), (("bot",), "invalid_traffic")])
def test_flags_are_scored_by_the_policy(flags: tuple[str, ...], reason: str) -> None:
    decision = Sale(Arbitration(tolerated_flags=frozenset({"prefetch"}))).told(an_order()).click(ANN, flags=flags).decide()
    assert reasons(decision) == {"t0": reason}
    both = Sale(Arbitration(tolerated_flags=frozenset({"prefetch"}))).told(an_order()).click(ANN, flags=("prefetch", "bot"))
    assert reasons(both.decide()) == {"t0": "invalid_traffic"}
