"""How orders came: every order of a filter in one row, worked out of the decisions' documents the plain way."""

from collections import Counter
from random import Random
from typing import Any

import msgspec
import pytest

from events.decision import Candidate, Decision
from tests.integration.books import a_sink, attributed, sunk
from tests.integration.campaign_books import ANN, EVERYTHING, told
from tests.integration.random_books import catalog, decisions, questions
from warehouse.connect import Warehouse

LOST = (
    "won",
    "later_touch",
    "code_precedence",
    "click_precedence",
    "other_code",
    "exclusive_code",
    "code_not_involved",
    "lower_priority",
)
NOT_LET = ("outside_window", "invalid_traffic", "code_not_in_force", "generic_code", "unknown_code", "not_eligible",
           "duplicate", "self_purchase", "staff", "below_minimum", "excluded_products")  # fmt: skip
BRAND_OF_SHOP, BRAND_OF = {"shop": "lumen", "kyoto": "hanami"}, {"spring": "lumen", "quiet": "lumen", "sakura": "hanami"}
Row = tuple[str, str]


def judged(dice: Random, decision: Decision) -> Decision:
    """The decision with candidates of every sort, and a reason that they allow."""
    reasons = dice.choice((LOST, NOT_LET, (*LOST, *NOT_LET)))
    touched = [(dice.choice(("click", "code")), dice.choice(reasons)) for _ in range(dice.choice((0, 1, 1, 2, 3)))]
    found = tuple(Candidate(f"t{n}", kind, decision.ordered_at, "", *ANN, reason) for n, (kind, reason) in enumerate(touched))
    no = dice.choice(("no_eligible_touch", "staff")) if touched else dice.choice(("no_touch", "order_too_late"))
    reason = dice.choice(("won", "won", "no_eligible_touch", "test_order")) if set(LOST) & {r for _, r in touched} else no
    return msgspec.structs.replace(decision, candidates=found, reason=reason)


def row_of(decision: Decision) -> Row:
    """Class and reason, word for word as docs/figures.md has them."""
    if decision.reason in ("test_order", "order_too_late"):
        return "neither", decision.reason
    click, code = (any(c.type == kind and c.reason in LOST for c in decision.candidates) for kind in ("click", "code"))
    return ("both", "") if click and code else ("click", "") if click else ("code", "") if code else ("neither", decision.reason)


def newest(made: list[Decision]) -> list[Decision]:
    """Each order's last version."""
    last = {(one.shop, one.order): one for one in sorted(made, key=lambda one: one.version)}
    return list(last.values())


def expected(made: list[Decision], asked: dict[str, Any]) -> dict[Row, tuple[int, int]]:
    """(class, reason) → orders, net."""
    orders, net = Counter[Row](), Counter[Row]()
    for one in newest(made):
        part = part_of(one, asked)
        if one.currency == asked["currency"] and asked["since"] <= one.ordered_at < asked["until"] and part is not None:
            orders[row_of(one)] += one.status != "cancelled" or one.reason == "test_order"
            net[row_of(one)] += part
    return {row: (orders[row], net[row]) for row in net if orders[row] or net[row]}


def part_of(one: Decision, asked: dict[str, Any]) -> int | None:
    """What of an order's net revenue a filter has; None: the order is not in it."""
    brand, people = BRAND_OF_SHOP.get(one.shop), asked["campaigns"] or asked["creators"]
    if not people and (not asked["brands"] or brand in asked["brands"]):
        return one.net
    shares = next(credit.shares for credit in one.credits if credit.model == asked["model"])
    mine = [
        share.amount
        for share in shares
        if (not asked["brands"] or (brand or BRAND_OF[share.campaign]) in asked["brands"])
        and (not asked["campaigns"] or share.campaign in asked["campaigns"])
        and (not asked["creators"] or share.creator in asked["creators"])
    ]
    return sum(mine) if mine else None


def covered(warehouse: Warehouse, asked: dict[str, Any]) -> dict[Row, tuple[int, int]]:
    rows = warehouse.select("coverage", **{key: value for key, value in asked.items() if key != "limit"})
    assert len({(row["class"], row["reason"]) for row in rows}) == len(rows)
    return {(row["class"], row["reason"]): (row["orders"], row["net"]) for row in rows}


@pytest.mark.parametrize("seed", range(3))
def test_every_order_stands_in_one_row_as_its_document_says(warehouse: Warehouse, seed: int) -> None:
    dice = Random(seed)
    made = [judged(dice, one) for one in decisions(dice, 120)]
    sunk(a_sink(warehouse), *told(*catalog()), *(attributed(0, place, one) for place, one in enumerate(made)))
    seen = set[Row]()
    for asked in ({**EVERYTHING, "limit": 99}, *questions(dice, 8)):
        rows = covered(warehouse, asked)
        assert rows == expected(made, asked), asked
        seen |= rows.keys()
        [figures] = warehouse.select("overview", **{key: value for key, value in asked.items() if key != "limit"})
        assert sum(net for _, net in rows.values()) == figures["net"] + figures["unattributed"]
    whys = {("neither", why) for why in ("no_touch", "no_eligible_touch", "test_order", "order_too_late", "staff")}
    assert seen == {("click", ""), ("code", ""), ("both", ""), *whys}
