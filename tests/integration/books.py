"""A small world as records on the sink's topics, and a sink that takes them: no Kafka, a real warehouse."""

from base64 import b64encode
from typing import Any

from consumers.sink import Sink
from events.dead_letter import DeadLetter, DeadReason
from events.decision import SCHEMA, Candidate, Credit, Decision, LateTouch, Share, encode_decision, encode_late, pack_version
from events.facts import Clicked, Delivery, Engaged, Ordered, Refunded, SaleLine, Spent
from events.journal import encode_bundle
from events.messages import Envelope, Tick
from events.moments import from_ms
from events.topics import ALERTS, ATTRIBUTIONS, BY_NAME, CATALOG_TOPIC, DEAD_LETTERS, JOURNAL, LATE
from runtime.kafka_records import Record
from warehouse.connect import Warehouse

EPOCH = 1
T0 = 1_790_000_000_000
IDS = dict.fromkeys(BY_NAME, "an-id")


def a_sink(warehouse: Warehouse, refused: list[DeadLetter] | None = None, partitions: int = 2) -> Sink:
    """That has adopted every partition."""
    letters = [] if refused is None else refused
    sink = Sink(warehouse, EPOCH, IDS, letters.append)
    for topic in (JOURNAL, ATTRIBUTIONS, DEAD_LETTERS, LATE):
        for partition in range(partitions):
            sink.adopt((topic.name, partition))
    for topic in (ALERTS, CATALOG_TOPIC):
        sink.adopt((topic.name, 0))
    return sink


def sunk(sink: Sink, *told: Record) -> None:
    """Take records and write them."""
    for record in told:
        sink.take(record)
    sink.flush()


def a_click(id: str, delivery: tuple[int, int, int], visitor: str | None = "v1") -> Envelope:
    return Envelope(f"v:{visitor}", Clicked(id, T0, T0 + 5, "link1", "link1@1", visitor, ("bot",), None), Delivery(*delivery))


def an_order(id: str, order: str, amount: int, delivery: tuple[int, int, int], kind: str = "placed", **more: Any) -> Envelope:
    lines = (SaleLine("1", amount, 100, 19, "product", 2, "p1"), SaleLine("2", 500, 0, 0, "shipping", 1, None))
    at = more.pop("at", T0 + 1000)
    body = Ordered(id, kind, at, at + 5, "shop", order, T0 + 1000, more.pop("currency", "EUR"), lines, ("CODE",), **more)
    return Envelope(f"o:shop/{order}", body, Delivery(*delivery))


def a_refund(id: str, order: str, amount: int, delivery: tuple[int, int, int], currency: str = "EUR") -> Envelope:
    body = Refunded(id, "refund", T0 + 2000, T0 + 2005, "shop", order, currency, (SaleLine("1", amount, tax=19),), 7)
    return Envelope(f"o:shop/{order}", body, Delivery(*delivery))


def a_cost(id: str, delivery: tuple[int, int, int]) -> Envelope:
    body = Spent(id, T0, T0, "fee", "camp", 12_345, "JPY", "2026-01-01", "2026-01-31", "collab", None)
    return Envelope(f"f:{id}", body, Delivery(*delivery))


def an_engagement(id: str, delivery: tuple[int, int, int]) -> Envelope:
    return Envelope(f"f:{id}", Engaged(id, T0, T0, "content", "public", 10, None, 3), Delivery(*delivery))


def journal(partition: int, offset: int, *messages: Envelope) -> Record:
    return Record(JOURNAL.name, partition, offset, encode_bundle(messages))


def a_tick() -> Envelope:
    return Envelope("t:0", Tick(0, 0, T0))


def a_decision(order: str, net: int, events: tuple[str, ...], version: int = 1, **more: Any) -> Decision:
    """Two creators in linear, one in payable."""
    half = net // 2
    fields: dict[str, Any] = {
        "schema": SCHEMA, "shop": "shop", "order": order, "version": pack_version(EPOCH, version, 0), "ordered_at": T0 + 1000,
        "received": T0 + 1005, "newest": T0 + 1005, "currency": "EUR", "gross": net, "refunded": 0, "net": net,
        "status": "placed", "policy": "policy@1", "reason": "won",
        "credits": (
            Credit("payable", (Share("ann", "camp", "collab", "reel", None, net),), 0),
            Credit("linear", (Share("ann", "camp", "collab", "reel", None, half),
                              Share("bob", "camp", "collab2", None, "story", net - half)), 0),
        ),
        "candidates": (
            Candidate("c1", "click", T0, "link1@1", "ann", "camp", "collab", "reel", None, "won", "v1"),
            Candidate("c0", "click", T0 - 5, "link2@1", "bob", "camp", "collab2", None, "story", "later_touch", "v1"),
        ),
        "events": events,
    }  # fmt: skip
    return Decision(**{**fields, **more})


def attributed(partition: int, offset: int, decision: Decision) -> Record:
    return Record(ATTRIBUTIONS.name, partition, offset, encode_decision(decision), b"shop/" + decision.order.encode())


def a_late_touch(partition: int, offset: int, order: str) -> Record:
    late = LateTouch(SCHEMA, "late1", "shop", order, "click", "c9", "link1@1", T0, T0 + 9_000_000, T0 + 8_000_000)
    return Record(LATE.name, partition, offset, encode_late(late))


def a_dead_letter(partition: int, offset: int, source: tuple[str, int, int], value: bytes = b"rubbish") -> Record:
    letter = DeadLetter(
        topic=source[0], partition=source[1], offset=source[2], reason=DeadReason.NOT_JSON, detail="no", at=from_ms(T0),
        key=None, value=b64encode(value),
    )  # fmt: skip
    return Record(DEAD_LETTERS.name, partition, offset, letter.model_dump_json().encode())


CLICKS, SALES = "affluent.clicks.v1", "affluent.sales.v1"


def the_shop_day(warehouse: Warehouse) -> None:
    """Fill a warehouse with it."""
    sunk(a_sink(warehouse), *a_shop_day())


def a_shop_day() -> list[Record]:
    """6 deliveries of clicks and sales, one of them a duplicate and one a dead letter; two orders, one refunded, both decided."""
    return [
        journal(0, 0, a_click("c1", (0, 0, 0)), a_tick(), a_click("c1", (0, 0, 1))),
        journal(0, 1, an_order("e1", "o1", 10_000, (1, 0, 0)), a_cost("k1", (3, 0, 0)), an_engagement("g1", (2, 0, 0))),
        journal(1, 0, an_order("e2", "o2", 5_000, (1, 0, 1)), a_refund("r2", "o2", 1_000, (1, 0, 2))),
        a_dead_letter(0, 0, (CLICKS, 0, 2)),
        attributed(0, 0, a_decision("o1", 9_881, ("e1",))),
        attributed(1, 0, a_decision("o2", 4_881 - 988, ("e2", "r2"), gross=4_881, refunded=988, status="partially_refunded")),
        a_late_touch(0, 0, "o1"),
    ]
