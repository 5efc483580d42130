"""Policies and conditions as the oracle understands them, against cases worked out by hand."""

import pytest

from tests.unit.oracle.truth_parts import DAY, T, amounts, collaboration, decided, reasons


def told(log, policy, codes=("BOB10",), clicks=("ann",), **order):
    log.catalog(T - 90 * DAY, policies=[{"shop": "shop", **policy}])
    for age, name in enumerate(reversed(clicks)):
        log.click(f"c-{name}", "v", f"l-{name}", T - (age + 1) * DAY)
    log.order("o", T, visitor="v", codes=list(codes), **order)


@pytest.mark.parametrize(
    ("policy", "clicks", "paid"),
    [
        ({"precedence": "code_first"}, ["ann"], {"by-bob": 1000}),
        ({"precedence": "click_first"}, ["ann"], {"by-ann": 1000}),
        ({"precedence": "code_if_involved"}, ["ann"], {"by-ann": 1000}),
        ({"precedence": "code_if_involved"}, ["bob", "ann"], {"by-bob": 1000}),
        ({"precedence": "code_if_involved"}, [], {}),
        ({"precedence": "code_if_winner"}, ["bob", "ann"], {"by-ann": 1000}),
        ({"precedence": "code_if_winner"}, ["ann", "bob"], {"by-bob": 1000}),
        ({"precedence": "split_by_weight", "code_weight": 2}, ["ann"], {"by-ann": 333, "by-bob": 667}),
        ({"precedence": "code_first", "preferred": ["ann"]}, ["ann", "cat"], {"by-ann": 1000}),
        ({"precedence": "always_credit_code", "preferred": ["ann"]}, ["ann"], {"by-bob": 1000}),
        ({"precedence": "code_first", "non_preferred": ["bob"]}, ["ann"], {"by-ann": 1000}),
        ({"staff": ["v"]}, ["ann"], {}),
    ],
)
def test_the_shop_s_policy_says_who_is_paid(log, policy, clicks, paid):
    told(log, policy, clicks=clicks)
    assert amounts(log, "payable") == paid


def test_a_policy_counts_from_its_valid_from_and_as_it_was_known(log):
    told(log, {"precedence": "click_first"}, ordered_at=T - 91 * DAY, received=T - 91 * DAY)
    assert decided(log).policy["ref"] == "policy@1"
    log.order("now", T, visitor="v")
    assert decided(log, "now").policy["ref"] == f"shop@{T - 90 * DAY}"
    log.catalog(T - DAY, T + 1, policies=[{"shop": "shop", "precedence": "code_first"}])
    assert decided(log, "now").policy["ref"] == f"shop@{T - 90 * DAY}"


def test_stacked_and_exclusive_codes(log):
    log.catalog(T - 80 * DAY, codes=[{"id": "k-x", "shop": "shop", "code": "ONLY", "collaboration": "cat", "exclusive": True}])
    told(log, {"stacked_codes": "last"}, ["ANN10", "BOB10"], [])
    assert reasons(log) == {"ANN10": "other_code", "BOB10": "won"}
    log.order("twice", T, visitor="w", codes=["ANN10", "ann10 ", "BOB10"])
    assert reasons(log, "twice") == {"ANN10": "other_code", "ann10 ": "duplicate", "BOB10": "won"}
    log.order("x", T, visitor="w", codes=["ANN10", "ONLY"])
    assert reasons(log, "x") == {"ANN10": "exclusive_code", "ONLY": "won"}


@pytest.mark.parametrize(
    ("asked", "commission", "reason"),
    [
        ({}, 80, "won"),
        ({"minimum_order": {"amount": 1001, "currency": "EUR"}}, 0, "below_minimum"),
        ({"minimum_order": {"amount": 1001, "currency": "USD"}}, 80, "won"),
        ({"eligible_touches": ["click"]}, 0, "not_eligible"),
        ({"own_pseudonyms": ["v"]}, 0, "self_purchase"),
        ({"commission_cap": {"amount": 79, "currency": "EUR"}}, 79, "won"),
        ({"excluded_products": ["lamp"]}, 48, "won"),
        ({"excluded_products": ["lamp", "rug"]}, 0, "excluded_products"),
        ({"returning_commission_rate": "0.02"}, 20, "won"),
    ],
)
def test_a_contract_s_conditions(log, asked, commission, reason):
    log.catalog(T - 80 * DAY, collaborations=[collaboration("bob", **asked)])
    log.order("before", T - DAY, customer="eve")
    lines = [{"line": "1", "amount": 400, "product": "lamp"}, {"line": "2", "amount": 600, "product": "rug"}]
    told(log, {}, clicks=(), lines=lines, customer="eve")
    assert (decided(log).commission, reasons(log)) == (commission, {"BOB10": reason})


def test_a_campaign_s_conditions_hold_where_the_contract_says_nothing(log):
    least = {"minimum_order": {"amount": 1001, "currency": "EUR"}}
    log.catalog(T - 80 * DAY, campaigns=[{"id": "summer", "allowed_lateness_s": 0, **least}])
    told(log, {}, clicks=())
    assert reasons(log) == {"BOB10": "below_minimum"}


def test_duplicates_and_tolerated_flags(log):
    log.click("a", "v", "l-cat", T - 60_000)
    log.click("b", "v", "l-cat", T - 30_001)
    log.click("c", "v", "l-cat", T - 30_000, flags=("bot",))
    told(log, {"duplicate_clicks_s": 30, "tolerated_flags": ["bot"]}, (), ())
    assert reasons(log) == {"a": "later_touch", "b": "duplicate", "c": "won"}
