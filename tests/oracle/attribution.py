"""Who earned an order: candidates, the payable winner with every loser's reason, and five models side by side."""

from dataclasses import dataclass, field

from tests.oracle.catalog import Terms, fold, terms
from tests.oracle.catalog import newest as newest_version
from tests.oracle.shares import Key, split, weights
from tests.oracle.truth import Order, Told, Truth

DAY_MS = 86_400_000
MAX_ORDER_DELAY_MS, MAX_LATENESS_MS, MAX_LOOKBACK_MS = 30 * DAY_MS, 30 * DAY_MS, 90 * DAY_MS
RANK = {"placed": 0, "paid": 1, "edited": 2, "cancelled": 3}
MODELS = ("last_touch", "first_touch", "linear", "position_based", "time_decay")


@dataclass
class Touch:
    """A candidate: a click by its event id, or a code as redeemed."""

    type: str
    id: str
    at: int
    terms: Terms | None = None
    reason: str = ""


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

    @property
    def net(self) -> int:
        return self.gross - self.refunded


def newest(events: list[Told]) -> Told:
    """The telling that says what the order is."""
    return max(events, key=lambda event: (event["at"], RANK[event["kind"]], event["id"]))


def revenue(events: list[Told], refunds: list[Told]) -> tuple[int, int]:
    """(gross, refunded): product lines less discount and VAT; nothing for a test or a cancelled order."""
    last = newest(events)
    if last.get("test") or any(event["kind"] == "cancelled" for event in events):
        return 0, 0
    mine = [refund for refund in refunds if refund["currency"] == last["currency"]]
    return _products(last["lines"]), sum(_products(refund["lines"]) + refund["adjustment"] for refund in mine)


def _products(lines: list[Told]) -> int:
    return sum(
        line["amount"] - line.get("discount", 0) - line.get("tax", 0)
        for line in lines
        if line.get("kind", "product") == "product"
    )


def expect(truth: Truth) -> dict[Order, Expected]:
    """The decision about every order that was placed."""
    pairs = _pairs(truth)
    by_visitor: dict[str, list[Told]] = {}
    for click in truth.clicks.values():
        by_visitor.setdefault(click["visitor"], []).append(click)
    return {order: _decide(truth, order, pairs, by_visitor) for order in truth.orders}


def _pairs(truth: Truth) -> dict[tuple[str, str], list[tuple[str, int]]]:
    """Which devices each shop's customer bought with, each with when that was heard.

    An order links its customers with its devices even if no single event of it names both: a guest's order may get its
    customer later. The link is heard when both are. An order that came too late links nobody.
    """
    pairs: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for (shop, _), told in truth.orders.items():
        events = list(told.values())
        received = min(e["received"] for e in events)
        if received - min(e["ordered_at"] for e in events) > MAX_ORDER_DELAY_MS:
            continue
        timely = [e for e in events if e["received"] <= received + MAX_LATENESS_MS]
        for customer, named in _first(timely, "customer").items():
            links = [(visitor, max(seen, named)) for visitor, seen in _first(timely, "visitor").items()]
            pairs.setdefault((shop, customer), []).extend(links)
    return pairs


def _first(events: list[Told], who: str) -> dict[str, int]:
    """Who is named by events, with the first receipt."""
    named = {e[who] for e in events if e.get(who)}
    return {each: min(e["received"] for e in events if e.get(who) == each) for each in named}


def _decide(truth: Truth, order: Order, pairs: dict, by_visitor: dict) -> Expected:  # type: ignore[type-arg]
    events = list(truth.orders[order].values())
    at, received = min(e["ordered_at"] for e in events), min(e["received"] for e in events)
    last = newest(events)
    gross, refunded = revenue(events, list(truth.refunds.get(order, {}).values()))
    told = Expected(last["currency"], gross, refunded, "order_too_late", [])
    if received - at > MAX_ORDER_DELAY_MS:
        told.credits = {model: {} for model in ("payable", *MODELS)}
        return told
    devices = _devices(order[0], [e for e in events if e["received"] <= received + MAX_LATENESS_MS], pairs)
    clicks = _clicks(devices, by_visitor, at, received)
    codes = _codes(truth, order[0], last.get("codes", ()), at, received)
    told.candidates = clicks + codes
    winner = _payable([c for c in clicks if not c.reason], [c for c in codes if not c.reason])
    told.reason = _verdict(bool(last.get("test")), winner, told.candidates)
    told.credits = _credits(told.net, winner, [c for c in told.candidates if c.terms], at)
    return told


def _devices(shop: str, events: list[Told], pairs: dict) -> dict[str, int]:  # type: ignore[type-arg]
    links = [(e["visitor"], e["received"]) for e in events if e.get("visitor")]
    for customer in {e["customer"] for e in events if e.get("customer")}:
        links += pairs.get((shop, customer), [])
    devices: dict[str, int] = {}
    for visitor, heard in links:
        devices[visitor] = min(heard, devices.get(visitor, heard))
    return devices


def _clicks(devices: dict[str, int], by_visitor: dict[str, list[Told]], at: int, received: int) -> list[Touch]:
    touches = []
    for visitor, heard in devices.items():
        for click in by_visitor.get(visitor, ()):
            in_time = max(click["received"], heard) <= received + click["terms"].lateness_ms
            if in_time and 0 <= at - click["at"] < MAX_LOOKBACK_MS:
                touches.append(_judged(click, at))
    return sorted(touches, key=lambda touch: (touch.at, touch.id))


def _judged(click: Told, at: int) -> Touch:
    touch = Touch("click", click["id"], click["at"])
    if click["flags"]:
        touch.reason = "invalid_traffic"
    elif at - click["at"] >= click["terms"].lookback_ms:
        touch.reason = "outside_window"
    else:
        touch.terms = click["terms"]
    return touch


def _codes(truth: Truth, shop: str, redeemed: list[str], at: int, received: int) -> list[Touch]:
    once = {fold(code): code for code in reversed(redeemed)}
    return [_code(truth, shop, once.pop(fold(code)), at, received) for code in redeemed if fold(code) in once]


def _code(truth: Truth, shop: str, code: str, at: int, received: int) -> Touch:
    touch, known = Touch("code", code, at), []
    for version in truth.catalog.codes(shop, code):
        lateness = terms(version.pinned).lateness_ms if version.pinned else MAX_LATENESS_MS
        known += [version] * (version.recorded <= received + lateness)
    in_force = [v for v in known if v.valid_from <= at and (v.entry["valid_to"] is None or at < v.entry["valid_to"])]
    if not known:
        touch.reason = "unknown_code"
    elif not in_force:
        touch.reason = "code_not_in_force"
    elif pinned := newest_version(in_force).pinned:
        touch.terms = terms(pinned)
    else:
        touch.reason = "generic_code"
    return touch


def _payable(clicks: list[Touch], codes: list[Touch]) -> Touch | None:
    """Who is paid; every other touch gets the reason why it is not."""
    for touch in clicks:
        touch.reason = "later_touch"
    for touch in codes:
        touch.reason = "other_code"
    if not clicks and not codes:
        return None
    winner = codes[0] if codes else clicks[-1]
    if clicks and codes:
        assert codes[0].terms
        if codes[0].terms.code_rule == "code_first":
            clicks[-1].reason = "code_precedence"
        else:
            winner = clicks[-1]
            for touch in codes:
                touch.reason = "click_precedence"
    winner.reason = "won"
    return winner


def _verdict(test: bool, winner: Touch | None, candidates: list[Touch]) -> str:
    if test:
        return "test_order"
    return "won" if winner else "no_eligible_touch" if candidates else "no_touch"


def _credits(net: int, winner: Touch | None, touches: list[Touch], at: int) -> dict[str, dict[Key, int]]:
    if winner is None:
        return {model: {} for model in ("payable", *MODELS)}
    ages = [at - touch.at for touch in touches]
    credits = {"payable": {_key(winner): net}}
    for model in MODELS:
        by: dict[Key, int] = {}
        for touch, weight in zip(touches, weights(model, ages), strict=True):
            by[_key(touch)] = by.get(_key(touch), 0) + weight
        credits[model] = split(net, {key: weight for key, weight in by.items() if weight})
    return credits


def _key(touch: Touch) -> Key:
    assert touch.terms
    t = touch.terms
    return (t.creator, t.campaign, t.collaboration, t.content, t.placement)
