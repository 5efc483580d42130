"""What is said to entities: what came in, and what entities tell each other. Arrays, not maps: new fields go last."""

import msgspec

from events.facts import Body, Clicked, Delivery, Engaged, Ordered, Refunded, Spent


class Touch(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A click as an order's candidate."""

    id: str
    at: int
    received: int
    link_version: str
    flags: tuple[str, ...] = ()


class CodeVersion(Body, tag=6, frozen=True, array_like=True):
    """A version of a promo code reached the catalog. To the code; and inside a code's answer."""

    shop: str
    code: str
    ref: str
    valid_from: int
    recorded: int
    valid_to: int | None = None


class Watch(Body, tag=10, frozen=True, array_like=True):
    """An order asks a device for the touches before `at`, and for those still to come."""

    order: str
    at: int
    received: int
    ask: str


class Touches(Body, tag=11, frozen=True, array_like=True):
    """A device answers an order."""

    visitor: str
    touches: tuple[Touch, ...]
    answers: str


class Join(Body, tag=12, frozen=True, array_like=True):
    """An order tells a customer the devices it was bought with, each (visitor, received), and asks for all others.

    Of what an order says to a customer the newest counts, and nothing that it said before.
    """

    order: str
    received: int
    devices: tuple[tuple[str, int], ...]
    ask: str
    at: int = 0
    """When the buyer ordered."""
    named: int = 0
    """When the order was first received with this customer's name."""
    position: int = -1
    """How much of the journal the order knew when it said so."""
    withdrawn: bool = False
    """What the order said before was mistaken: it is not this customer's, or came too late to be anybody's."""


class Devices(Body, tag=13, frozen=True, array_like=True):
    """A customer answers an order with every device, each (visitor, received), and with its first orders."""

    devices: tuple[tuple[str, int], ...]
    answers: str
    firsts: tuple[tuple[str, int, int], ...] = ()
    """(order, at, named) of the orders that none precedes both in time and in receipt: one of them, if any, was before."""
    customer: str = ""
    """Whose answer this is: the customer's key. Of its answers the newest counts."""
    position: int = -1
    """How much of the journal the customer knew when it said so."""


class Whose(Body, tag=14, frozen=True, array_like=True):
    """An order asks a code for its versions, and for those still to come."""

    order: str
    at: int
    received: int
    ask: str


class Versions(Body, tag=15, frozen=True, array_like=True):
    """A code answers an order."""

    versions: tuple[CodeVersion, ...]
    answers: str


class Tick(Body, tag=20, frozen=True, array_like=True):
    """Intake has finished with every record received before `finished` in one raw partition.

    `topic` is its place in `events.topics.TICKING`.
    """

    topic: int
    partition: int
    finished: int


class Echo(Body, tag=21, frozen=True, array_like=True):
    """A clock says that `finished` has passed through its partition `level` times."""

    level: int
    partition: int
    finished: int


Message = (
    Clicked | Ordered | Refunded | Engaged | Spent | CodeVersion
    | Watch | Touches | Join | Devices | Whose | Versions | Tick | Echo
)  # fmt: skip


class Envelope(msgspec.Struct, array_like=True, frozen=True):
    """A message with its address."""

    key: str
    body: Message
    delivery: Delivery | None = None
    """Where it came in; None for what entities tell each other."""
    resumes: bool = False
    """Said again by an operator: lets an entity go on that was suspended because its function had failed."""
