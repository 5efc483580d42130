"""Which devices bought an order: those it names, and those its customer bought with."""

from tests.oracle.limits import MAX_LATENESS_MS, MAX_ORDER_DELAY_MS
from tests.oracle.truth import Told, Truth


def known_pairs(truth: Truth) -> dict[tuple[str, str], list[tuple[str, int]]]:
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


def devices_of(shop: str, events: list[Told], pairs: dict) -> dict[str, int]:  # type: ignore[type-arg]
    """Each device an order may have been bought with, and when that was first heard."""
    links = [(e["visitor"], e["received"]) for e in events if e.get("visitor")]
    for customer in {e["customer"] for e in events if e.get("customer")}:
        links += pairs.get((shop, customer), [])
    devices: dict[str, int] = {}
    for visitor, heard in links:
        devices[visitor] = min(heard, devices.get(visitor, heard))
    return devices
