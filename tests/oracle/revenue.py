"""What an order is worth: its newest telling, less its refunds."""

from tests.oracle.conditions import Bought, Lines
from tests.oracle.truth import Told

RANK = {"placed": 0, "paid": 1, "edited": 2, "cancelled": 3}


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


def bought_of(events: list[Told], refunds: list[Told], limit: int) -> Bought:
    """What conditions are about: people named in time, lines as they stand, what went back of them."""
    last = newest(events)
    timely = [event for event in events if event["received"] <= limit]
    people = {event[who] for event in timely for who in ("customer", "visitor") if event.get(who)}
    told = [line for event in events for line in _lines(event)]
    back = [(line, net) for each in refunds if each["currency"] == last["currency"] for line, _, net in _lines(each)]
    return Bought(people, last["currency"], _lines(last), told, back)


def _lines(event: Told) -> Lines:
    return [
        (line["line"], line.get("product"), _net(line)) for line in event["lines"] if line.get("kind", "product") == "product"
    ]


def _net(line: Told) -> int:
    return int(line["amount"] - line.get("discount", 0) - line.get("tax", 0))


def _products(lines: list[Told]) -> int:
    return sum(_net(line) for line in lines if line.get("kind", "product") == "product")
