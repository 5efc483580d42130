"""Which clicks and codes the oracle lets compete for an order, against cases worked out by hand."""

import pytest

from tests.unit.oracle.truth_parts import DAY, LATENESS_S, T, collaboration, decided, reasons


def test_a_code_known_late_counts_within_the_lateness(log):
    log.order("o", T, codes=["NEW", "NEWER"])
    limit = T + LATENESS_S * 1000
    log.catalog(T - DAY, limit, codes=[{"id": "n", "shop": "shop", "code": "new", "collaboration": "ann"}])
    log.catalog(T - DAY, limit + 1, codes=[{"id": "nn", "shop": "shop", "code": "newer", "collaboration": "bob"}])
    assert reasons(log) == {"NEW": "won", "NEWER": "unknown_code"}


@pytest.mark.parametrize(
    ("at", "received", "flags", "reason"),
    [
        pytest.param(T, T, (), "won", id="at the very moment of the order"),
        pytest.param(T + 1, T + 1, (), None, id="after the order"),
        pytest.param(T - 10 * DAY + 1, T, (), "won", id="the last millisecond of the window"),
        pytest.param(T - 10 * DAY, T, (), "outside_window", id="the window's end is outside"),
        pytest.param(T - 90 * DAY, T, (), None, id="beyond the longest window"),
        pytest.param(T - DAY, T + LATENESS_S * 1000, (), "won", id="as late as allowed"),
        pytest.param(T - DAY, T + LATENESS_S * 1000 + 1, (), None, id="later than allowed"),
        pytest.param(T + 5, T - 5, (), "won", id="a clock that goes ahead is not believed"),
        pytest.param(T - DAY, T, ("bot",), "invalid_traffic", id="a bot"),
    ],
)
def test_a_click_counts_within_its_window_and_lateness(log, at, received, flags, reason):
    log.click("c", "v", "l-ann", at, received, flags)
    log.order("o", T, visitor="v")
    assert reasons(log) == ({"c": reason} if reason else {})
    assert decided(log).reason == {None: "no_touch", "won": "won"}.get(reason, "no_eligible_touch")


def test_a_customer_joins_devices_until_the_lateness_is_over(log):
    log.click("c", "phone", "l-ann", T - DAY)
    log.order("o", T, visitor="laptop", customer="eve")
    log.order("never", T, visitor="laptop2", customer="ivy")
    log.order("later", T + DAY, visitor="phone", customer="eve")
    log.click("d", "phone2", "l-ann", T - DAY)
    log.order("much-later", T + 4 * DAY, visitor="phone2", customer="ivy")
    assert reasons(log) == {"c": "won"}
    assert reasons(log, "never") == {}
    assert reasons(log, "much-later") == {"d": "won"}


def test_terms_are_those_of_the_version_that_was_clicked(log):
    log.click("before", "v", "l-ann", T - 20 * DAY)
    log.catalog(T - 15 * DAY, collaborations=[collaboration("ann", lookback_days=30)])
    log.click("after", "v", "l-ann", T - 14 * DAY)
    log.order("o", T, visitor="v")
    assert reasons(log) == {"before": "outside_window", "after": "won"}
