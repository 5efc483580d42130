"""Net revenue v1: what counts and what does not."""

import pytest

from domain.finance.net_revenue import Return, Telling, net_of_lines, net_of_refund, revenue_of
from events.facts import SaleLine


def told(id: str = "e0", kind: str = "placed", at: int = 0, gross: int = 1000, **more: object) -> Telling:
    return Telling(id, kind, at, at, 0, "EUR", gross, **more)  # type: ignore[arg-type]


def back(amount: int, currency: str = "EUR") -> Return:
    return Return(f"r{amount}", "refund", 0, currency, amount)


@pytest.mark.parametrize("kind", ["gift_card", "tip", "shipping", "duty"])
def test_only_products_count(kind: str) -> None:
    assert net_of_lines([SaleLine("1", 1000), SaleLine("2", 500, kind=kind)]) == 1000


def test_discount_and_vat_are_taken_off() -> None:
    assert net_of_lines([SaleLine("1", 11900, discount=1900, tax=1597)]) == 8403


def test_a_refund_is_its_product_lines_without_vat_and_what_was_returned_beside_them() -> None:
    assert net_of_refund([SaleLine("1", 1190, tax=190), SaleLine("2", 500, kind="shipping")], adjustment=-100) == 900


def test_the_newest_telling_describes_the_order() -> None:
    revenue = revenue_of([told(at=5, gross=700, id="edit", kind="edited"), told(at=1)], [])
    assert (revenue.gross, revenue.refunded, revenue.net) == (700, 0, 700)


def test_equal_times_go_by_how_far_in_life_the_order_is() -> None:
    assert revenue_of([told(kind="paid", gross=2), told(id="z", gross=1)], []).gross == 2


def test_refunds_are_taken_off_and_may_exceed_the_order_but_never_silently() -> None:
    assert revenue_of([told()], [back(300), back(200)]).net == 500
    over = revenue_of([told()], [back(1300)])
    assert (over.net, over.flags) == (-300, ("refund_exceeds_order",))


def test_a_refund_in_another_currency_is_left_out_and_flagged() -> None:
    revenue = revenue_of([told()], [back(300, "JPY")])
    assert (revenue.net, revenue.flags) == (1000, ("refund_in_other_currency",))


@pytest.mark.parametrize("void", [told(kind="cancelled", at=-1, id="c"), told(test=True, at=9, id="t")])
def test_a_cancelled_or_a_test_order_is_worth_nothing(void: Telling) -> None:
    revenue = revenue_of([told(), void], [back(300)])
    assert (revenue.gross, revenue.refunded, revenue.net) == (0, 0, 0)
