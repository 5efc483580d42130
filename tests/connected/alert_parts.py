"""Two campaigns alike but for what they sell, data that keeps flowing, and a receiver of webhooks."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from kafka import KafkaConsumer, TopicPartition

from bench.beside import beside
from events.alert import Alert
from events.catalog import Brand, Campaign, CatalogEntry, Target
from events.decision import SCHEMA, Candidate, Credit, Decision, Share, pack_version
from events.facts import Clicked, Delivery, Ordered, SaleLine, Spent
from events.messages import Envelope
from events.topics import ALERTS, CATALOG_TOPIC
from runtime.kafka_records import Record
from tests.connected.warehouse_desk import Desk
from tests.integration.books import attributed, journal

FAILING, HEALTHY = "failing", "healthy"
SPENT, ORDER = 60_000, 8_000
AT_TARGET = 15
"""Orders of 80 EUR that 600 EUR must bring at a target of 2."""


class Market:
    """Tells what happens, on the topics that the warehouse reads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._told, self._telling = 0, threading.Lock()

    def opens(self) -> None:
        """A brand with two campaigns, and what each has cost up to now: the same."""
        self._catalog(Brand(id="lumen", name="Lumen", time_zone="Europe/Berlin", currency="EUR", shops=("shop",), **_since()))
        for name in (FAILING, HEALTHY):
            self._catalog(a_campaign(name))
            self._fact(Spent(f"fee-{name}", _now(), _now(), "fee", name, SPENT, "EUR", _day(-1), _day(-1)))

    def sells(self, campaign: str, orders: int) -> None:
        """So many orders, decided."""
        for number in range(orders):
            id, now = f"{campaign}-{number}", _now()
            lines = (SaleLine("1", ORDER, 0, 0, "product", 1, "p1"),)
            body = Ordered(f"e-{id}", "placed", now, now, "shop", id, now, "EUR", lines, ())
            self._fact(body)
            self._desk.write(attributed(0, 0, a_sale(id, campaign, now, self._told)))

    def is_visited(self) -> None:
        """A click that belongs to nobody: the data goes on."""
        now = _now()
        self._fact(Clicked(f"visit-{self._told}", now, now, "link", "link@1", "visitor", (), None))

    @contextmanager
    def open_for_visitors(self) -> Iterator[None]:
        """Somebody comes a few times a second."""
        with beside(self.is_visited, 0.25):
            yield

    def _fact(self, body: Any) -> None:
        with self._telling:
            self._told += 1
            told = Envelope("f:x", body, Delivery(0, 0, self._told))
        self._desk.write(journal(0, 0, told))

    def _catalog(self, entry: CatalogEntry) -> None:
        self._desk.write(Record(CATALOG_TOPIC.name, 0, 0, entry.model_dump_json().encode(), entry.ref.encode()))


def a_campaign(name: str) -> Campaign:
    today, target = datetime.now(UTC).date(), Target(roas=Decimal(2))
    days = {"starts_on": today - timedelta(days=20), "ends_on": today + timedelta(days=20)}
    return Campaign(id=name, brand="lumen", name=name.title(), objective="sales", target=target, **days, **_since())


def a_sale(order: str, campaign: str, now: int, place: int) -> Decision:
    share = Share("ann", campaign, f"ann-{campaign}", "reel", None, ORDER)
    won = Candidate(f"c-{order}", "click", now, "link@1", "ann", campaign, f"ann-{campaign}", "reel", None, "won", "visitor")
    return Decision(
        SCHEMA, "shop", order, pack_version(1, place, 0), now, now, now, "EUR", ORDER, 0, ORDER, "placed", "policy@1", "won",
        (Credit("payable", (share,), 0), Credit("last_touch", (share,), 0)), (won,), (f"e-{order}",),
    )  # fmt: skip


class Receiver:
    """Takes webhooks, or refuses them; keeps what it took and what it was sent."""

    def __init__(self) -> None:
        self.refuses = False
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.refused = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}/alerts"

    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in list(self.taken)]

    @contextmanager
    def open(self) -> Iterator["Receiver"]:
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                self.send_response(503 if receiver.refuses else 204)
                self.end_headers()
                if receiver.refuses:
                    receiver.refused += 1
                else:
                    receiver.taken.append(({name.lower(): value for name, value in self.headers.items()}, body))

            def log_message(self, format: str, *words: object) -> None:
                pass

        return Handler


def written(broker: str) -> list[Alert]:
    """Everything on the alerts topic."""
    reader = KafkaConsumer(bootstrap_servers=broker, enable_auto_commit=False, auto_offset_reset="earliest")
    where = TopicPartition(ALERTS.name, 0)
    reader.assign([where])
    end, found = reader.end_offsets([where])[where], []
    while reader.position(where) < end:
        found += [Alert.model_validate_json(record.value) for record in reader.poll(timeout_ms=200).get(where, ())]
    reader.close()
    return found


def _since() -> dict[str, Any]:
    moment = datetime.now(UTC) - timedelta(days=30)
    return {"valid_from": moment, "recorded_at": moment}


def _now() -> int:
    return time.time_ns() // 1_000_000


def _day(away: int) -> str:
    return (datetime.now(UTC) + timedelta(days=away)).date().isoformat()
