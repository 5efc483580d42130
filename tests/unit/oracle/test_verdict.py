"""Who is paid, why the others are not, and what five models say, against cases worked out by hand."""

import pytest

from tests.unit.oracle.truth_parts import DAY, T, amounts, collaboration, decided, reasons


def test_three_clicks_share_a_sale_in_five_ways(log):
    for name, age in (("ann", 8), ("bob", 7), ("cat", 0)):
        log.click(f"c-{name}", "v", f"l-{name}", T - age * DAY)
    log.order("o", T, 1000, visitor="v")
    assert amounts(log, "last_touch") == {"by-cat": 1000}
    assert amounts(log, "first_touch") == {"by-ann": 1000}
    assert amounts(log, "linear") == {"by-ann": 334, "by-bob": 333, "by-cat": 333}
    assert amounts(log, "position_based") == {"by-ann": 400, "by-bob": 200, "by-cat": 400}
    assert amounts(log, "time_decay") == {"by-ann": 232, "by-bob": 256, "by-cat": 512}
    assert amounts(log, "payable") == {"by-cat": 1000}
    assert reasons(log) == {"c-ann": "later_touch", "c-bob": "later_touch", "c-cat": "won"}


@pytest.mark.parametrize(
    ("code", "payable", "why"),
    [
        ("ANN10", "by-ann", {"c1": "later_touch", "c2": "code_precedence", "ANN10": "won"}),
        ("BOB10", "by-cat", {"c1": "later_touch", "c2": "won", "BOB10": "click_precedence"}),
        ("welcome", "by-cat", {"c1": "later_touch", "c2": "won", "welcome": "generic_code"}),
        ("OLD", "by-cat", {"c1": "later_touch", "c2": "won", "OLD": "code_not_in_force"}),
        ("NEVER", "by-cat", {"c1": "later_touch", "c2": "won", "NEVER": "unknown_code"}),
    ],
)
def test_the_code_rule_says_who_is_paid(log, code, payable, why):
    log.click("c1", "v", "l-cat", T - DAY)
    log.click("c2", "v", "l-cat", T - 1)
    log.order("o", T, visitor="v", codes=[code])
    assert amounts(log, "payable") == {payable: 1000}
    assert reasons(log) == why


def test_of_two_codes_the_first_in_the_order_is_paid(log):
    log.order("o", T, codes=["bob10", "ANN10", "BOB10"])
    assert reasons(log) == {"bob10": "won", "ANN10": "other_code", "BOB10": "duplicate"}
    assert amounts(log, "linear") == {"by-ann": 500, "by-bob": 500}


def test_an_order_heard_of_too_late_is_nobodys(log):
    log.click("c", "v", "l-ann", T - 1)
    log.order("o", T, received=T + 30 * DAY + 1, visitor="v")
    assert decided(log).reason == "order_too_late"
    assert amounts(log, "payable") == {}


def test_a_campaign_and_its_collaboration_may_change_in_one_telling(log):
    changed = {"campaigns": [{"id": "summer", "allowed_lateness_s": 0}], "collaborations": [collaboration("bob")]}
    log.catalog(T - DAY, **changed)
    log.click("c", "v", "l-cat", T - 2 * DAY)
    log.order("o", T, visitor="v", codes=["BOB10"])
    assert reasons(log) == {"c": "code_precedence", "BOB10": "won"}
