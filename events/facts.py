"""What came in, as the journal carries it: msgspec structs of the same vocabulary as the events at the doors.

Moments are integer milliseconds, amounts integer minor units. Arrays, not maps: field order is the format, new fields go last.
"""

from typing import NamedTuple

import msgspec


class Delivery(NamedTuple):
    """The raw record that a message came from: `topic` is its place in `events.topics.RAW`."""

    topic: int
    partition: int
    offset: int


class Body(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What is said to an entity."""


class Clicked(Body, tag=1, frozen=True, array_like=True):
    """A click, for the device it was made on."""

    id: str
    at: int
    received: int
    link: str
    """The link's id."""
    link_version: str
    visitor: str | None = None
    flags: tuple[str, ...] = ()
    referrer_host: str | None = None


class SaleLine(msgspec.Struct, array_like=True, frozen=True):
    """A line of an order or of a refund. For a refund, discount is 0 and quantity is 0."""

    line: str
    amount: int
    discount: int = 0
    tax: int = 0
    kind: str = "product"
    quantity: int = 0
    product: str | None = None


class Ordered(Body, tag=2, frozen=True, array_like=True):
    """The whole order as it stood at `at`: placed, paid, edited or cancelled."""

    id: str
    kind: str
    at: int
    received: int
    shop: str
    order: str
    ordered_at: int
    currency: str
    lines: tuple[SaleLine, ...]
    codes: tuple[str, ...] = ()
    customer: str | None = None
    visitor: str | None = None
    click: str | None = None
    test: bool = False
    policy: str = ""
    """`id@valid-from` of the shop's policy in force at `ordered_at`, pinned at the door; "": it had none."""


class Refunded(Body, tag=3, frozen=True, array_like=True):
    """A refund or a chargeback of an order."""

    id: str
    kind: str
    at: int
    received: int
    shop: str
    order: str
    currency: str
    lines: tuple[SaleLine, ...] = ()
    adjustment: int = 0


class Engaged(Body, tag=4, frozen=True, array_like=True):
    """A counter snapshot of a content: a fact for no entity."""

    id: str
    at: int
    received: int
    content: str
    provenance: str
    views: int | None = None
    reach: int | None = None
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    saves: int | None = None


class Spent(Body, tag=5, frozen=True, array_like=True):
    """A cost: a fact for no entity. Dates are ISO text."""

    id: str
    at: int
    received: int
    kind: str
    campaign: str
    amount: int
    currency: str
    accrues_from: str
    accrues_to: str
    collaboration: str | None = None
    content: str | None = None
