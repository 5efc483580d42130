"""What an order is worth to the oracle, after all its tellings and refunds."""

from tests.unit.oracle.truth_parts import T, decided, reasons


def test_net_is_products_less_discount_tax_and_refunds(log):
    lines = [{"line": "1", "amount": 1190, "discount": 119, "tax": 171}, {"line": "2", "amount": 5000, "kind": "gift_card"}]
    log.order("o", T, lines=lines)
    log.refund("o", T + 1, 238, lines=[{"line": "1", "amount": 238, "tax": 38}], adjustment=5)
    log.refund("o", T + 2, 99, currency="USD")
    assert (decided(log).gross, decided(log).refunded, decided(log).net) == (900, 205, 695)


def test_the_newest_telling_says_what_the_order_is(log):
    log.order("o", T, 1000, codes=["ANN10"])
    log.order("o", T + 5, 700, kind="edited", ordered_at=T, codes=["BOB10"])
    log.order("o", T + 3, 900, kind="paid", ordered_at=T)
    assert decided(log).net == 700
    assert reasons(log) == {"BOB10": "won"}


def test_a_cancelled_or_test_order_is_worth_nothing(log):
    log.order("o", T, 1000, visitor="v")
    log.order("o", T + 1, 1000, kind="cancelled", ordered_at=T)
    log.refund("o", T + 2, 1000)
    log.order("t", T, 1000, test=True)
    assert (decided(log).gross, decided(log).refunded) == (0, 0)
    assert (decided(log, "t").net, decided(log, "t").reason) == (0, "test_order")
