"""Which candidates may earn at all, by the shop's policy and their contract, and what of an order commission is paid on."""

from dataclasses import dataclass
from typing import Any

from tests.oracle.candidates import Touch

Policy = dict[str, Any]
Lines = list[tuple[str, str | None, int]]


@dataclass
class Bought:
    """What was bought, by whom: `lines` are (line, product, net) of products in the newest telling, `told` in all of them."""

    people: set[str]
    currency: str
    lines: Lines
    told: Lines
    returned: list[tuple[str, int]]
    """(line, net) in the order's currency."""
    returning: bool | None = None

    @property
    def gross(self) -> int:
        return sum(net for _, _, net in self.lines)


def screen(touches: list[Touch], bought: Bought, policy: Policy) -> None:
    """Give a reason to whatever may not earn."""
    for touch in touches:
        if not touch.reason:
            touch.reason = "staff" if bought.people & set(policy["staff"]) else _unmet(touch, bought)
    counted: dict[Any, int] = {}
    for touch in touches:
        if touch.type == "click" and not touch.reason:
            link = (touch.link, touch.visitor)
            if link in counted and touch.at - counted[link] < policy["duplicate_clicks_ms"]:
                touch.reason = "duplicate"
            else:
                counted[link] = touch.at


def _unmet(touch: Touch, bought: Bought) -> str:
    assert touch.terms
    asks = touch.terms.conditions
    least = asks.get("minimum_order")
    excluded = sum(net for _, product, net in bought.lines if product in (asks.get("excluded_products") or ()))
    checks = {
        "self_purchase": bool(bought.people & set(asks.get("own_pseudonyms") or ())),
        "not_eligible": touch.type not in (asks.get("eligible_touches") or ("click", "code")),
        "below_minimum": bool(least and least["currency"] == bought.currency and bought.gross < least["amount"]),
        "excluded_products": bool(excluded) and excluded == bought.gross,
    }
    return next((reason for reason, unmet in checks.items() if unmet), "")


def paid_on(net: int, bought: Bought, products: list[str]) -> int:
    """What of a net commission is paid on: without the excluded products, less than nothing or more than all never."""
    lines = {line for line, product, _ in bought.told if product in products}
    kept = [part for _, product, part in bought.lines if product in products]
    excluded = sum(kept) - sum(part for line, part in bought.returned if line in lines)
    low, high = sorted((0, net))
    return max(low, min(high, net - excluded)) if products else net
