"""An order lives on after it was placed: exchanged, charged back, refunded many times, also after it was closed."""

import pytest

from domain.attribution.order import order
from events.decision import Decision
from events.facts import Refunded, SaleLine
from tests.unit.attribution.sale_parts import Sale, T, a_refund, an_order, paid, terms

ANN, BEN = terms("ann", "reel"), terms("ben", "post")


def journey(amount: int = 1001) -> Sale:
    """Two clicks; Ben is paid, both share in the linear model."""
    return Sale().told(an_order(amount=amount)).click(ANN, 2).click(BEN, 1)


def linear(decision: Decision) -> dict[str, int]:
    [credit] = [credit for credit in decision.credits if credit.model == "linear"]
    return {share.creator: share.amount for share in credit.shares}


@pytest.mark.parametrize("kind", ["refund", "chargeback"])
def test_money_that_goes_back_is_split_as_the_net_was(kind: str) -> None:
    sale = journey()
    assert linear(sale.decide()) == {"ann": 501, "ben": 500}
    assert linear(sale.told(a_refund(500, "r0", kind)).decide()) == {"ann": 251, "ben": 250}
    last = sale.told(a_refund(501, "r1", kind)).decide()
    assert (linear(last), paid(last), last.commissions[0].amount, last.status) == (
        {"ann": 0, "ben": 0},
        {"ben": 0},
        0,
        "refunded",
    )


def test_an_exchange_is_an_edit_with_the_new_line_and_a_refund_of_the_old_one() -> None:
    old, new = SaleLine("1", 1001), SaleLine("2", 1300)
    sale = journey()
    edited = an_order(T + 5, id="e1", kind="edited", lines=(old, new))
    exchanged = sale.told(edited, a_refund(1001)).decide()
    assert (exchanged.gross, exchanged.refunded, exchanged.net) == (2301, 1001, 1300)
    assert (linear(exchanged), paid(exchanged)) == ({"ann": 650, "ben": 650}, {"ben": 1300})
    assert exchanged.commissions[0].amount == 104
    back = sale.told(a_refund(1300, "r1")).decide()
    assert (back.net, set(linear(back).values()), back.commissions[0].amount) == (0, {0}, 0)


def test_the_halves_of_an_exchange_may_come_in_either_order() -> None:
    edited = an_order(T + 5, id="e1", kind="edited", lines=(SaleLine("1", 1001), SaleLine("2", 1300)))
    one, other = journey().told(edited, a_refund(1001)), journey().told(a_refund(1001), edited)
    assert one.decide() == other.decide()


def told(sale: Sale, event: Refunded) -> Decision:
    said = order(sale.row, "o:s/o", event, False, sale.world)
    assert said.decision
    assert said.sends == ()
    return said.decision


def test_refunds_after_the_close_go_on_by_the_frozen_candidates() -> None:
    sale = journey()
    before = sale.decide()
    sale.row.closed = True
    first = told(sale, a_refund(400, "r0"))
    assert (first.net, paid(first), first.candidates) == (601, {"ben": 601}, before.candidates)
    last = told(sale, a_refund(601, "r1", "chargeback"))
    assert (last.net, paid(last), last.commissions[0].amount) == (0, {"ben": 0}, 0)
    assert order(sale.row, "o:s/o", a_refund(601, "r1", "chargeback"), False, sale.world).decision is None


def test_a_refund_before_its_order_waits_for_it() -> None:
    sale = Sale()
    assert order(sale.row, "o:s/o", a_refund(400), False, sale.world).decision is None
    decision = sale.click(BEN).told(an_order(amount=1001)).decide()
    assert (decision.net, paid(decision)) == (601, {"ben": 601})


def test_a_cancelled_order_brings_nothing_whatever_was_refunded() -> None:
    decision = journey().told(a_refund(400), an_order(T + 9, id="e1", kind="cancelled", amount=1001)).decide()
    assert (decision.net, paid(decision), decision.commissions[0].amount, decision.status) == (0, {"ben": 0}, 0, "cancelled")
