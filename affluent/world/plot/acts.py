"""The kinds of things that happen live; `at` is milliseconds since the live phase began."""

from dataclasses import dataclass

from affluent.world.plot.cast import Link
from affluent.world.plot.telling import Told


@dataclass(frozen=True)
class Visit:
    """A browser follows a tracked link."""

    at: int
    browser: str
    link: Link
    agent: str
    """phone, tablet, laptop or app: people. crawler, silent, prefetch: invalid traffic."""


@dataclass(frozen=True)
class Webhook:
    """A shop tells of an order or a refund; the first telling may carry the browser's click id."""

    at: int
    told: Told
    browser: str | None = None
    carries: str = "nothing"
    """note or landing: where the shop kept the click id."""
    refunds: tuple[Told, ...] = ()
    """What an order was refunded before: Shopify tells it again with every telling of the order."""


@dataclass(frozen=True)
class Repeat:
    """A shop delivers an earlier webhook once more: the one so many before the last."""

    at: int
    back: int


@dataclass(frozen=True)
class Hostile:
    """Somebody sends what can't be right; `which` chooses what."""

    at: int
    shop: str
    which: int


Act = Visit | Webhook | Repeat | Hostile
