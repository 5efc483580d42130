"""What was decided about an order, with the reason: one JSON document per order and version."""

from enum import StrEnum

import msgspec

SCHEMA = 1
EPOCH_BITS, OFFSET_BITS, INDEX_BITS = 12, 44, 8


class Model(StrEnum):
    """Attribution models, computed side by side in one pass. Exactly `payable` is paid by."""

    PAYABLE = "payable"
    LAST_TOUCH = "last_touch"
    FIRST_TOUCH = "first_touch"
    LINEAR = "linear"
    POSITION_BASED = "position_based"
    TIME_DECAY = "time_decay"
    LAST_NON_DIRECT = "last_non_direct"
    J_SHAPED = "j_shaped"
    INVERSE_J = "inverse_j"


class Reason(StrEnum):
    """Why a candidate won or lost under the payable model, and why an order is nobody's: a closed list.

    `after_sale` is in no decision, for an order asks its browsers for earlier touches: its explanation says it of later clicks.
    """

    WON = "won"
    LATER_TOUCH = "later_touch"
    CODE_PRECEDENCE = "code_precedence"
    CLICK_PRECEDENCE = "click_precedence"
    OTHER_CODE = "other_code"
    OUTSIDE_WINDOW = "outside_window"
    AFTER_SALE = "after_sale"
    INVALID_TRAFFIC = "invalid_traffic"
    CODE_NOT_IN_FORCE = "code_not_in_force"
    GENERIC_CODE = "generic_code"
    UNKNOWN_CODE = "unknown_code"
    NOT_ELIGIBLE = "not_eligible"
    DUPLICATE = "duplicate"
    SELF_PURCHASE = "self_purchase"
    STAFF = "staff"
    BELOW_MINIMUM = "below_minimum"
    EXCLUDED_PRODUCTS = "excluded_products"
    EXCLUSIVE_CODE = "exclusive_code"
    CODE_NOT_INVOLVED = "code_not_involved"
    LOWER_PRIORITY = "lower_priority"
    CAPPED = "capped"
    NO_TOUCH = "no_touch"
    NO_ELIGIBLE_TOUCH = "no_eligible_touch"
    TEST_ORDER = "test_order"
    ORDER_TOO_LATE = "order_too_late"


ELIGIBLE = frozenset(
    (
        Reason.WON, Reason.LATER_TOUCH, Reason.CODE_PRECEDENCE, Reason.CLICK_PRECEDENCE, Reason.OTHER_CODE,
        Reason.EXCLUSIVE_CODE, Reason.CODE_NOT_INVOLVED, Reason.LOWER_PRIORITY,
    )
)  # fmt: skip
"""The reasons of candidates that were judged against each other; one with another reason was not let that far."""


class Share(msgspec.Struct, frozen=True):
    """What one creator's content earned of an order, minor units."""

    creator: str
    campaign: str
    collaboration: str
    content: str | None
    placement: str | None
    amount: int


class Credit(msgspec.Struct, frozen=True):
    """One model's answer: the amounts of `shares` plus `unattributed` are the order's net revenue, always."""

    model: str
    shares: tuple[Share, ...]
    unattributed: int


class Commission(msgspec.Struct, frozen=True):
    """What one payable share costs: `base` at `rate_ppm` millionths, half away from zero, at most the cap. Minor units."""

    creator: str
    campaign: str
    collaboration: str
    base: int
    rate_ppm: int
    amount: int
    limits: tuple[str, ...] = ()
    """What made it less: excluded_products (the base is less than the share), capped."""


class Candidate(msgspec.Struct, frozen=True):
    """A touch that could have earned the order, and what became of it."""

    touch: str
    """The click's event id, or the code as redeemed."""
    type: str
    """click or code"""
    at: int
    ref: str
    """`id@valid-from` of the link or code version; "" for a code that nobody knows."""
    creator: str | None
    campaign: str | None
    collaboration: str | None
    content: str | None
    placement: str | None
    reason: str
    visitor: str | None = None


class Decision(msgspec.Struct, frozen=True):
    """All that is known about who earned an order. Amounts in minor units, moments in milliseconds since 1970."""

    schema: int
    shop: str
    order: str
    version: int
    """(epoch, offset, index) of the journal message that led to it, packed: only grows, never has two contents."""
    ordered_at: int
    received: int
    newest: int
    """Receipt of the newest input: what the decision's latency is measured from."""
    currency: str
    gross: int
    """Net revenue before refunds."""
    refunded: int
    net: int
    status: str
    policy: str
    """`id@valid-from` of the shop's policy; policy@1 if it had none when the buyer ordered."""
    reason: str
    """`won`, or why nobody earned it."""
    credits: tuple[Credit, ...]
    candidates: tuple[Candidate, ...]
    events: tuple[str, ...]
    flags: tuple[str, ...] = ()
    """Anomalies a controller should look at, e.g. refund_exceeds_order, refund_in_other_currency."""
    customer: str | None = None
    commissions: tuple[Commission, ...] = ()
    """One for each payable share, in the same order."""
    weights: str = ""
    """Version of the models' weights."""
    returning: bool | None = None
    """Whether the buyer had ordered before; None: no customer is known."""


class LateTouch(msgspec.Struct, frozen=True):
    """A touch or code that came after the allowed lateness: for the batch path, never silently dropped."""

    schema: int
    id: str
    shop: str
    order: str
    type: str
    touch: str
    ref: str
    at: int
    received: int
    limit: int
    """The last receipt that would have counted."""


def pack_version(epoch: int, offset: int, index: int) -> int:
    """Pack into 64 bits: 12 of epoch, 44 of offset, 8 of the index in the bundle."""
    return epoch << (OFFSET_BITS + INDEX_BITS) | offset << INDEX_BITS | index


def unpack_version(version: int) -> tuple[int, int, int]:
    """(epoch, offset, index) of a decision's version."""
    return (
        version >> (OFFSET_BITS + INDEX_BITS),
        version >> INDEX_BITS & (1 << OFFSET_BITS) - 1,
        version & (1 << INDEX_BITS) - 1,
    )


encode_decision = msgspec.json.Encoder().encode
decode_decision = msgspec.json.Decoder(Decision).decode
encode_late = msgspec.json.Encoder().encode
decode_late = msgspec.json.Decoder(LateTouch).decode
