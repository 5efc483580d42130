"""The closed list of reasons, said to people."""

from events.decision import Reason

WHY: dict[str, str] = {
    Reason.WON: "it won",
    Reason.LATER_TOUCH: "a later touch was closer to the sale",
    Reason.CODE_PRECEDENCE: "a promo code was redeemed, and by that code's contract the code goes before clicks",
    Reason.CLICK_PRECEDENCE: "there was a click, and by this code's contract clicks go before the code",
    Reason.OTHER_CODE: "another promo code of the order was named before it",
    Reason.OUTSIDE_WINDOW: "it lies outside the collaboration's lookback window",
    Reason.AFTER_SALE: "it happened after the sale",
    Reason.INVALID_TRAFFIC: "it is invalid traffic: a bot, a prefetch or the like",
    Reason.CODE_NOT_IN_FORCE: "the code was not in force when the order was placed",
    Reason.GENERIC_CODE: "the code belongs to no creator",
    Reason.UNKNOWN_CODE: "the catalog does not know this code",
    Reason.NOT_ELIGIBLE: "its contract does not pay for this kind of touch",
    Reason.DUPLICATE: "it repeats a click on the same link that counted, or a code that the order names before it",
    Reason.SELF_PURCHASE: "the creator bought it",
    Reason.STAFF: "the buyer is on the shop's list of people whose orders credit nobody",
    Reason.BELOW_MINIMUM: "the order is smaller than its contract asks for",
    Reason.EXCLUDED_PRODUCTS: "its contract pays for none of these products",
    Reason.EXCLUSIVE_CODE: "an exclusive code was redeemed and leaves it nothing",
    Reason.CODE_NOT_INVOLVED: "the code's creator has no eligible click on the way, and by this shop's policy must",
    Reason.LOWER_PRIORITY: "a collaboration that the shop puts before this one has a claim as well",
    Reason.CAPPED: "its contract caps the commission on one order",
    Reason.NO_TOUCH: "no click and no code leads to it",
    Reason.NO_ELIGIBLE_TOUCH: "no click or code that leads to it may earn it",
    Reason.TEST_ORDER: "it is a test order and worth nothing",
    Reason.ORDER_TOO_LATE: "it was received too long after it was placed",
}

CAME: dict[str, str] = {"click": "Click", "code": "Promo code", "both": "Click and promo code", "neither": "Neither"}
"""How an order came."""

WON_BY: dict[str, str] = {
    "click": "the last eligible click before the sale",
    "code": "the promo code redeemed",
}
"""What the payable model found, by the winning touch's type."""


def why(reason: str) -> str:
    """A reason in words; a reason of a later release as it is."""
    return WHY.get(reason, reason)
