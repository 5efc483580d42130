"""Which devices bought an order: those it names, and those its customer bought with."""

from tests.oracle.limits import MAX_LATENESS_MS, MAX_ORDER_DELAY_MS
from tests.oracle.truth import Told, Truth


def placed(events: list[Told]) -> tuple[int, int]:
    """When an order was placed, by what was heard of it in time, and when it was first heard of."""
    received = min(e["received"] for e in events)
    return min(e["ordered_at"] for e in events if e["received"] <= received + MAX_LATENESS_MS), received


def known_pairs(truth: Truth) -> dict[tuple[str, str], list[tuple[str, int]]]:
    """Which devices each shop's customer bought with, each with when that was heard.

    An order links its customers with its devices even if no single event of it names both: a guest's order may get its
    customer later. The link is heard when both are. An order that came too late links nobody.
    """
    pairs: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for (shop, _), told in truth.orders.items():
        events = list(told.values())
        at, received = placed(events)
        if received - at > MAX_ORDER_DELAY_MS:
            continue
        timely = [e for e in events if e["received"] <= received + MAX_LATENESS_MS]
        for customer, named in _first(timely, "customer").items():
            links = [(visitor, max(seen, named)) for visitor, seen in _first(timely, "visitor").items()]
            pairs.setdefault((shop, customer), []).extend(links)
    return pairs


def is_returning(truth: Truth, order: tuple[str, str]) -> bool | None:
    """Whether somebody who bought an order had bought another before, as far as it was heard in time; None: nobody is named."""
    told = list(truth.orders[order].values())
    until = min(e["received"] for e in told) + MAX_LATENESS_MS
    buyers = _first([e for e in told if e["received"] <= until], "customer")
    if not buyers:
        return None
    mine = (placed(told)[0], order[1])
    for (shop, name), events in truth.orders.items():
        other = list(events.values())
        at, heard = placed(other)
        if shop != order[0] or (at, name) >= mine or heard - at > MAX_ORDER_DELAY_MS:
            continue
        named = _first([e for e in other if e["received"] <= heard + MAX_LATENESS_MS], "customer")
        if any(named[who] <= until for who in buyers if who in named):
            return True
    return False


def _first(events: list[Told], who: str) -> dict[str, int]:
    """Who is named by events, with the first receipt."""
    named = {e[who] for e in events if e.get(who)}
    return {each: min(e["received"] for e in events if e.get(who) == each) for each in named}


def devices_of(shop: str, events: list[Told], pairs: dict) -> dict[str, int]:  # type: ignore[type-arg]
    """Each device an order may have been bought with, and when that was first heard."""
    links = [(e["visitor"], e["received"]) for e in events if e.get("visitor")]
    for customer in {e["customer"] for e in events if e.get("customer")}:
        links += pairs.get((shop, customer), [])
    devices: dict[str, int] = {}
    for visitor, heard in links:
        devices[visitor] = min(heard, devices.get(visitor, heard))
    return devices
