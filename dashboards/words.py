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
    Reason.NO_TOUCH: "no click and no code leads to it",
    Reason.NO_ELIGIBLE_TOUCH: "no click or code that leads to it may earn it",
    Reason.TEST_ORDER: "it is a test order and worth nothing",
    Reason.ORDER_TOO_LATE: "it was received too long after it was placed",
}

WON_BY: dict[str, str] = {
    "click": "the last eligible click before the sale",
    "code": "the promo code redeemed",
}
"""What the payable model found, by the winning touch's type."""


def why(reason: str) -> str:
    """A reason in words; a reason of a later release as it is."""
    return WHY.get(reason, reason)
