"""What an order is worth: its newest telling, less its refunds."""

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


def _products(lines: list[Told]) -> int:
    return sum(
        line["amount"] - line.get("discount", 0) - line.get("tax", 0)
        for line in lines
        if line.get("kind", "product") == "product"
    )
