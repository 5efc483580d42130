"""Who earned an order: what must have been decided about each."""

from dataclasses import dataclass, field
from typing import Any

from tests.oracle.candidates import Touch, clicks_of, codes_of
from tests.oracle.conditions import screen
from tests.oracle.devices import devices_of, is_returning, known_pairs, placed
from tests.oracle.limits import MAX_LATENESS_MS, MAX_ORDER_DELAY_MS
from tests.oracle.revenue import bought_of, newest, revenue
from tests.oracle.shares import Key
from tests.oracle.truth import Order, Told, Truth
from tests.oracle.verdict import MODELS, commissions, credits_of, payable, verdict


@dataclass
class Expected:
    """What must have been decided about an order. Amounts in minor units."""

    currency: str
    gross: int
    refunded: int
    reason: str
    candidates: list[Touch]
    credits: dict[str, dict[Key, int]] = field(default_factory=dict)
    """Model -> who -> amount; what no share holds is unattributed."""
    commission: int = 0
    policy: dict[str, Any] = field(default_factory=dict)

    @property
    def net(self) -> int:
        return self.gross - self.refunded


def expect(truth: Truth) -> dict[Order, Expected]:
    """The decision about every order that was placed."""
    pairs = known_pairs(truth)
    by_visitor: dict[str, list[Told]] = {}
    for click in truth.clicks.values():
        by_visitor.setdefault(click["visitor"], []).append(click)
    return {order: _decide(truth, order, pairs, by_visitor) for order in truth.orders}


def _decide(truth: Truth, order: Order, pairs: dict, by_visitor: dict) -> Expected:  # type: ignore[type-arg]
    events = list(truth.orders[order].values())
    at, received = placed(events)
    last = newest(events)
    first = min(events, key=lambda e: (e["received"], e["id"]))
    policy = truth.catalog.policy(order[0], first["ordered_at"], first["received"])
    gross, refunded = revenue(events, list(truth.refunds.get(order, {}).values()))
    told = Expected(last["currency"], gross, refunded, "order_too_late", [], policy=policy)
    if received - at > MAX_ORDER_DELAY_MS:
        told.credits = {model: {} for model in ("payable", *MODELS)}
        return told
    devices = devices_of(order[0], [e for e in events if e["received"] <= received + MAX_LATENESS_MS], pairs)
    clicks = clicks_of(devices, by_visitor, at, received, policy["tolerated_flags"])
    codes = codes_of(truth, order[0], last.get("codes", ()), at, received)
    told.candidates = clicks + codes
    bought = bought_of(events, list(truth.refunds.get(order, {}).values()), received + MAX_LATENESS_MS)
    bought.returning = is_returning(truth, order)
    screen(told.candidates, bought, policy)
    eligible = [c for c in told.candidates if not c.reason]
    won = payable(told.candidates, policy)
    told.reason = verdict(bool(last.get("test")), won, told.candidates)
    told.credits = credits_of(told.net, won, eligible, at, policy)
    told.commission = sum(amount for _, _, amount in commissions(told.net, won, bought))
    return told
