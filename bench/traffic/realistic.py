"""Raw records as the collector writes them, in the mix that the bars name.

88 % clicks, 10 % orders, 2 % refunds and edits; 30 % of the people have two devices. Seeded: same arguments, same bytes.
"""

from base64 import urlsafe_b64encode
from collections import deque
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

import msgspec

from bench.traffic import people as person
from bench.traffic.contracts import SHOPS, catalog
from collector.click_ids import Signer
from collector.records import record_of
from events.catalog import Code, Link
from events.click import ClickFlag
from events.moments import DAY_MS, SECOND_MS, from_ms
from events.sale import Line, LineKind, OrderEvent, RefundEvent, RefundLine
from events.topics import CLICKS

CLICKS_OF_100, ORDERS_OF_100 = 88, 10
SPAN_MS = 4 * DAY_MS
REMEMBERED = 20_000
"""So many of the latest orders may still be edited or refunded."""
REFERRER = "www.instagram.com"

_encode = msgspec.json.Encoder().encode


class Raw(NamedTuple):
    """A record for a raw topic."""

    topic: str
    key: bytes
    value: bytes


def raw_records(count: int, seed: int, people: int, end_ms: int) -> Iterator[Raw]:
    """`count` records by `people` persons in the order of their receipt, spread evenly over the four days that end at `end_ms`.

    Milliseconds since 1970; intake refuses what it is told to have been received more than ten minutes ahead of its writing.
    """
    traffic = Traffic(seed, people)
    for left in range(count - 1, -1, -1):
        yield traffic.record(end_ms - SPAN_MS * left // count)


class Traffic:
    """The same mix at the caller's own pace, one record at a time."""

    def __init__(self, seed: int, people: int) -> None:
        self._rng, self._people = Random(seed), people  # noqa: S311  to be predictable is the point
        entries = catalog()
        self._links = [(one.id, one.ref) for one in entries if isinstance(one, Link)]
        self._codes = {shop: [one.code for one in entries if isinstance(one, Code) and one.shop == shop] for shop in SHOPS}
        self._signer = Signer(b"a secret of the bench's own")
        self._orders: deque[OrderEvent] = deque(maxlen=REMEMBERED)
        self._numbers = 5_000_000_000_000 + seed * 10**9  # two seeds share no order

    def record(self, received_ms: int) -> Raw:
        """The next record, received at that moment."""
        drawn = self._rng.random() * 100
        if drawn < CLICKS_OF_100:
            return self._click(received_ms)
        if drawn < CLICKS_OF_100 + ORDERS_OF_100 or not self._orders:
            return _raw(self._order(received_ms))
        order = self._orders[self._rng.randrange(len(self._orders))]
        return _raw(self._edit(order, received_ms) if self._rng.random() < 0.5 else self._refund(order, received_ms))

    def _click(self, received_ms: int) -> Raw:
        """As `collector.redirect` writes it: 2 in 100 are a bot's, every second one has a referrer."""
        rng, at = self._rng, from_ms(received_ms).isoformat()
        nonce, drawn = self._new_id(), rng.random()
        link, version = self._links[int(rng.random() ** 2 * len(self._links))]  # some are followed far more than others
        click: dict[str, object] = {"event_id": nonce, "event_at": at, "received_at": at, "link": link, "link_version": version}
        if drawn < 0.02:
            return Raw(CLICKS.name, nonce.encode(), _encode(click | {"flags": (ClickFlag.BOT,), "referrer_host": None}))
        visitor = self._device_of(self._someone())
        click["visitor_id"] = visitor
        told = {"flags": (), "referrer_host": REFERRER} if drawn < 0.5 else {}
        return Raw(CLICKS.name, visitor.encode(), _encode(click | told))

    def _order(self, received_ms: int) -> OrderEvent:
        """Placed seconds before its receipt; 1 in 5 with a promo code, 7 in 10 from a known device."""
        rng, who = self._rng, self._someone()
        shop, placed = person.shop(who), from_ms(received_ms - rng.randrange(200, 3 * SECOND_MS))
        device = self._device_of(who) if rng.random() < 0.7 else None
        order = OrderEvent(
            event_id=self._new_id(),
            event_at=placed,
            received_at=from_ms(received_ms),
            kind="placed",
            shop=shop,
            order_id=self._number(),
            ordered_at=placed,
            currency=SHOPS[shop].currency,
            lines=tuple(self._line(SHOPS[shop].vat) for _ in range(rng.randint(1, 3))),
            codes=(rng.choice(self._codes[shop]),) if rng.random() < 0.2 else (),
            customer_id=person.customer(who),
            visitor_id=device,
            click_id=self._signer.click_id(device, self._new_id()) if device else None,
        )
        self._orders.append(order)
        return order

    def _edit(self, order: OrderEvent, received_ms: int) -> OrderEvent:
        """The whole order told again, with one line less where it has several."""
        at, lines = from_ms(received_ms), order.lines[:-1] or order.lines
        told = {"event_id": self._new_id(), "event_at": at, "received_at": at, "kind": "edited", "lines": lines}
        return order.model_copy(update=told)

    def _refund(self, order: OrderEvent, received_ms: int) -> RefundEvent:
        """One line goes back, half of it or all."""
        line, part, at = self._rng.choice(order.lines), self._rng.choice((1, 2)), from_ms(received_ms)
        back = RefundLine(line_id=line.line_id, amount=line.amount // part, tax=line.tax // part, kind=line.kind)
        return RefundEvent(
            event_id=self._new_id(),
            event_at=at,
            received_at=at,
            kind="refund",
            shop=order.shop,
            order_id=order.order_id,
            currency=order.currency,
            lines=(back,),
        )

    def _line(self, vat: int) -> Line:
        amount = self._rng.randrange(990, 24_900)
        kind = LineKind.SHIPPING if self._rng.random() < 0.1 else LineKind.PRODUCT
        return Line(line_id=self._number(), amount=amount, tax=amount * vat // (100 + vat), kind=kind, product_id=self._number())

    def _someone(self) -> int:
        return int(self._rng.random() * self._people)

    def _device_of(self, who: int) -> str:
        return person.visitor(who, int(self._rng.random() * person.devices(who)))

    def _new_id(self) -> str:
        return urlsafe_b64encode(self._rng.randbytes(12)).decode()

    def _number(self) -> str:
        self._numbers += 1
        return str(self._numbers)


def _raw(event: OrderEvent | RefundEvent) -> Raw:
    topic, key, value = record_of(event)
    return Raw(topic, key, value)
