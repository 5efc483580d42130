"""What the sink reads: facts bundled as intake bundles them, and the decisions about their orders as streams writes them."""

import random
import zlib
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from domain.attribution.split import split
from domain.finance.net_revenue import net_of_lines, net_of_refund
from events.addressing import order_key, partition_of
from events.decision import SCHEMA, Candidate, Credit, Decision, Model, Reason, Share, encode_decision, pack_version
from events.facts import Clicked, Delivery, Ordered, Refunded, SaleLine
from events.journal import encode_bundle
from events.messages import Envelope
from events.topics import ATTRIBUTIONS, CLICKS, JOURNAL, RAW, SALES

CLICK_SHARE, ORDER_SHARE = 0.88, 0.10
BUNDLED = 100
SHOPS = ("boots-de", "boots-fr", "tea-uk")
HOSTS = ("l.instagram.com", "www.youtube.com", "m.tiktok.com", None)
COLLABORATIONS, LINKS = 200, 600
SINCE = 1793491200000
FOLLOWED_S = 86_400_000


class Told(NamedTuple):
    """A record for the broker."""

    topic: str
    partition: int
    key: bytes | None
    value: bytes


class Order(NamedTuple):
    """What is remembered of an order, so that it can be refunded."""

    placed: Ordered
    gross: int
    candidates: tuple[Candidate, ...]


class Traffic:
    """An endless stream of events; the same seed and start give the same records."""

    def __init__(self, seed: int, partitions: int, bundled: int = BUNDLED) -> None:
        self.rows: Counter[str] = Counter()
        """Table to the rows that a warehouse must hold once all of it is stored."""
        self.ends: Counter[tuple[str, int]] = Counter()
        """(topic, partition) to the offset behind its last record."""
        self._chance = random.Random(seed)  # noqa: S311  a benchmark must be predictable
        self._partitions, self._bundled = partitions, bundled
        self._open: list[list[Envelope]] = [[] for _ in range(partitions)]
        self._raw: Counter[tuple[int, int]] = Counter()
        self._orders: list[Order] = []
        self._serial = 4_400_000_000_000_000_000

    def events(self, count: int, now: int) -> Iterator[Told]:
        """Records that carry so many events, received at `now` (milliseconds); a bundle may stay open."""
        for _ in range(count):
            lot = self._chance.random()
            if lot < CLICK_SHARE:
                yield from self._click(now)
            elif lot < CLICK_SHARE + ORDER_SHARE or not self._orders:
                yield from self._order(now)
            else:
                yield from self._refund(now)

    def close(self) -> Iterator[Told]:
        """The bundles that are still open."""
        for partition, messages in enumerate(self._open):
            if messages:
                self._open[partition] = []
                yield self._record(JOURNAL.name, partition, None, encode_bundle(tuple(messages)))

    def _click(self, now: int) -> Iterator[Told]:
        link, id, visitor = f"link-{self._chance.randrange(LINKS)}", self._id(), self._id()
        body = Clicked(id, now - 3, now, link, f"{link}@{SINCE}", visitor, (), self._chance.choice(HOSTS))
        yield from self._bundle(f"v:{visitor}", body, "clicks")

    def _order(self, now: int) -> Iterator[Told]:
        self._serial += 1
        shop, order, visitor = self._chance.choice(SHOPS), str(self._serial), self._id()
        candidates = self._candidates(now, visitor)
        lines = tuple(self._line(place) for place in range(self._chance.randint(1, 3)))
        codes = ("MIA10",) if self._chance.random() < 0.3 else ()
        click = f"{visitor}.{candidates[-1].touch}.{self._id()}"
        id, customer = f"{order}-placed", self._id()
        body = Ordered(id, "placed", now - 900, now, shop, order, now - 1000, "EUR", lines, codes, customer, visitor, click)
        known = Order(body, net_of_lines(lines), candidates)
        self._orders.append(known)
        yield from self._bundle(order_key(shop, order), body, "orders")
        yield self._decision(known, 0, now, (id,))

    def _refund(self, now: int) -> Iterator[Told]:
        known = self._orders.pop(self._chance.randrange(len(self._orders)))
        placed, line = known.placed, known.placed.lines[0]
        back = (SaleLine(line.line, line.amount - line.discount, tax=line.tax),)
        id = f"{placed.order}-refund-1"
        body = Refunded(id, "refund", now - 400, now, placed.shop, placed.order, placed.currency, back)
        yield from self._bundle(order_key(placed.shop, placed.order), body, "refunds")
        yield self._decision(known, net_of_refund(back, 0), now, (placed.id, id))

    def _bundle(self, key: str, body: Clicked | Ordered | Refunded, table: str) -> Iterator[Told]:
        raw = RAW.index(CLICKS if isinstance(body, Clicked) else SALES)
        home, source = partition_of(key, self._partitions), self._chance.randrange(self._partitions)
        delivery = Delivery(raw, source, self._raw[raw, source])
        self._raw[raw, source] += 1
        self.rows.update((table, "deliveries"))
        self._open[home].append(Envelope(key, body, delivery))
        if len(self._open[home]) == self._bundled:
            messages, self._open[home] = tuple(self._open[home]), []
            yield self._record(JOURNAL.name, home, None, encode_bundle(messages))

    def _decision(self, known: Order, refunded: int, now: int, events: tuple[str, ...]) -> Told:
        placed, net = known.placed, known.gross - refunded
        version = pack_version(1, self._serial % 2**40, len(events))
        credits = tuple(self._credit(model, net, known.candidates) for model in Model)
        decision = Decision(
            SCHEMA, placed.shop, placed.order, version, placed.ordered_at, placed.received, now, placed.currency, known.gross,
            refunded, net, "partially_refunded" if refunded else "placed", f"mia-boots@{SINCE}", Reason.WON, credits,
            known.candidates, events, (), placed.customer,
        )  # fmt: skip
        self.rows.update({"decisions": 1, "attributions": len(credits)})
        key = f"{placed.shop}/{placed.order}".encode()
        return self._record(ATTRIBUTIONS.name, zlib.crc32(key) % self._partitions, key, encode_decision(decision))

    def _credit(self, model: Model, net: int, candidates: tuple[Candidate, ...]) -> Credit:
        sharing = 1 if model in (Model.PAYABLE, Model.LAST_TOUCH, Model.FIRST_TOUCH) else min(3, len(candidates))
        won = candidates[-sharing:]
        amounts = split(net, [1 + place for place in range(sharing)])
        shares = (
            Share(str(each.creator), str(each.campaign), str(each.collaboration), each.content, None, amount)
            for each, amount in zip(won, amounts, strict=True)
        )
        return Credit(model, tuple(shares), 0)

    def _candidates(self, now: int, visitor: str) -> tuple[Candidate, ...]:
        count = self._chance.randint(1, 5)
        ages = sorted((self._chance.randrange(2_000, FOLLOWED_S) for _ in range(count)), reverse=True)
        return tuple(self._candidate(now - age, visitor, last=place == count - 1) for place, age in enumerate(ages))

    def _candidate(self, at: int, visitor: str, *, last: bool) -> Candidate:
        which = self._chance.randrange(COLLABORATIONS)
        creator, campaign, reason = f"creator-{which}", f"campaign-{which % 20}", Reason.WON if last else Reason.LATER_TOUCH
        told = (creator, campaign, f"{creator}-{campaign}", f"{creator}-reel-{which % 7}", None)
        return Candidate(self._id(), "click", at, f"link-{which}@{SINCE}", *told, reason, visitor)

    def _line(self, place: int) -> SaleLine:
        amount = self._chance.randrange(500, 20_000)
        ids = (str(9_007_199_254_740_993 + self._chance.randrange(2**40)), str(7_700_000_000_000_000_000 + place))
        return SaleLine(ids[0], amount, amount // 10, amount // 7, "product", self._chance.randint(1, 2), ids[1])

    def _id(self) -> str:
        return urlsafe_b64encode(self._chance.randbytes(12)).decode()

    def _record(self, topic: str, partition: int, key: bytes | None, value: bytes) -> Told:
        self.ends[topic, partition] += 1
        return Told(topic, partition, key, value)
