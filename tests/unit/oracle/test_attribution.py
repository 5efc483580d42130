"""The oracle's decisions, against cases worked out by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.oracle.attribution import Expected, expect
from tests.oracle.compare import differences
from tests.oracle.truth import read

DAY = 86_400_000
T = 1_700_000_000_000
LATENESS_S = 3 * 86_400


class Log:
    """A truth log written by hand."""

    def __init__(self, path: Path) -> None:
        self.path, self.n = path, 0

    def say(self, door: str, says: str = "ok", **more: Any) -> None:
        self.n += 1
        intent = {"request": self.n, "says": "intends", "door": door, "told": [], **more}
        answer = {"request": self.n, "says": says, "learned": [{} for _ in intent["told"]]}
        with self.path.open("a") as file:
            file.write(json.dumps(intent) + "\n" + json.dumps(answer) + "\n")

    def catalog(self, at: int, recorded: int | None = None, **entries: Any) -> None:
        self.say("catalog", entries=entries, valid_from=at, recorded_at=recorded or at)

    def click(self, id: str, visitor: str, link: str, at: int, received: int | None = None, flags: tuple[str, ...] = ()) -> None:
        told = {"tells": "click", "id": id, "visitor": visitor, "link": link, "at": at, "received": received or at}
        self.say("events", told=[told | {"flags": list(flags)}])

    def order(self, id: str, at: int, amount: int = 1000, **more: Any) -> None:
        told = {"tells": "order", "id": f"{id}-{self.n}", "kind": "placed", "shop": "shop", "order": id, "at": at,
                "received": at, "ordered_at": at, "currency": "EUR", "lines": [{"line": "1", "amount": amount}]}  # fmt: skip
        self.say("events", told=[told | more])

    def refund(self, id: str, at: int, amount: int, **more: Any) -> None:
        told = {"tells": "refund", "id": f"{id}-{self.n}", "kind": "refund", "shop": "shop", "order": id, "at": at,
                "received": at, "currency": "EUR", "lines": [{"line": "1", "amount": amount}], "adjustment": 0}  # fmt: skip
        self.say("events", told=[told | more])


def collaboration(name: str, rule: str = "code_first", lookback_days: int = 10) -> dict[str, Any]:
    return {"id": name, "campaign": "summer", "creator": f"by-{name}", "lookback_s": lookback_days * 86_400, "code_rule": rule}


@pytest.fixture
def log(tmp_path):
    log = Log(tmp_path / "truth.jsonl")
    log.catalog(
        T - 100 * DAY,
        campaigns=[{"id": "summer", "allowed_lateness_s": LATENESS_S}],
        collaborations=[collaboration("ann"), collaboration("bob", "click_first"), collaboration("cat")],
        links=[{"id": f"l-{name}", "collaboration": name, "content": f"reel-{name}"} for name in ("ann", "bob", "cat")],
        codes=[
            {"id": "k-ann", "shop": "shop", "code": "ANN10", "collaboration": "ann"},
            {"id": "k-bob", "shop": "shop", "code": "BOB10", "collaboration": "bob"},
            {"id": "k-all", "shop": "shop", "code": "WELCOME"},
            {"id": "k-old", "shop": "shop", "code": "OLD", "collaboration": "cat", "valid_to": T - DAY},
        ],
    )
    return log


def decided(log: Log, order: str = "o") -> Expected:
    return expect(read(log.path))["shop", order]


def reasons(log: Log, order: str = "o") -> dict[str, str]:
    return {touch.id: touch.reason for touch in decided(log, order).candidates}


def amounts(log: Log, model: str, order: str = "o") -> dict[str, int]:
    return {key[0]: amount for key, amount in decided(log, order).credits[model].items() if amount}


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
    assert reasons(log) == {"bob10": "won", "ANN10": "other_code"}
    assert amounts(log, "linear") == {"by-ann": 500, "by-bob": 500}


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


def test_an_order_heard_of_too_late_is_nobodys(log):
    log.click("c", "v", "l-ann", T - 1)
    log.order("o", T, received=T + 30 * DAY + 1, visitor="v")
    assert decided(log).reason == "order_too_late"
    assert amounts(log, "payable") == {}


def test_terms_are_those_of_the_version_that_was_clicked(log):
    log.click("before", "v", "l-ann", T - 20 * DAY)
    log.catalog(T - 15 * DAY, collaborations=[collaboration("ann", lookback_days=30)])
    log.click("after", "v", "l-ann", T - 14 * DAY)
    log.order("o", T, visitor="v")
    assert reasons(log) == {"before": "outside_window", "after": "won"}


def test_the_same_event_twice_is_one_fact_and_two_deliveries(log):
    log.click("c", "v", "l-ann", T)
    log.click("c", "v", "l-ann", T, T + 60)
    truth = read(log.path)
    assert (truth.deliveries, truth.facts, truth.clicks["c"]["received"]) == (2, 1, T)


def test_one_cent_moved_is_named(log):
    log.click("c", "v", "l-ann", T - 1)
    log.order("o", T, visitor="v")
    must = decided(log)
    decision = {
        "shop": "shop", "order": "o", "currency": "EUR", "gross": 1000, "refunded": 0, "net": 1000, "reason": "won",
        "candidates": [{"type": "click", "touch": "c", "reason": "won", "at": T - 1}],
        "credits": [
            {"model": model, "unattributed": 0, "shares": [
                dict(zip(("creator", "campaign", "collaboration", "content", "placement"), key, strict=True), amount=amount)
                for key, amount in shares.items()]}
            for model, shares in must.credits.items()
        ],
    }  # fmt: skip
    assert differences(read(log.path), [decision]) == []
    decision["credits"][2]["shares"][0]["amount"] -= 1
    decision["credits"][2]["unattributed"] += 1
    assert [line.split(":")[:2] for line in differences(read(log.path), [decision])] == [["shop/o", " first_touch"]] * 2


def test_a_campaign_and_its_collaboration_may_change_in_one_telling(log):
    changed = {"campaigns": [{"id": "summer", "allowed_lateness_s": 0}], "collaborations": [collaboration("bob")]}
    log.catalog(T - DAY, **changed)
    log.click("c", "v", "l-cat", T - 2 * DAY)
    log.order("o", T, visitor="v", codes=["BOB10"])
    assert reasons(log) == {"c": "code_precedence", "BOB10": "won"}
