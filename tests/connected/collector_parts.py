"""A collector of a test's own: a real process, its requests, and what it told Kafka."""

import base64
import hashlib
import hmac
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from kafka import KafkaConsumer

from affluent.local.child import last_line, start_child
from runtime.kafka import consumer, partitions_of
from runtime.settings import Settings
from runtime.tokens import fingerprint

READY_S, TOLD_S = 30, 60
TOKEN, SHOP, SHOP_SECRET = "a token for this test", "shop-1", "webhook secret"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"
FIXTURES = Path(__file__).parents[1] / "fixtures" / "shopify"

CATALOG: dict[str, list[dict[str, Any]]] = {
    "brands": [
        {"id": "brand", "name": "B", "time_zone": "UTC", "currency": "EUR", "destination_hosts": ["shop.example"]},
    ],
    "campaigns": [
        {
            "id": "summer", "brand": "brand", "name": "S", "objective": "sales",
            "starts_on": "2026-06-01", "ends_on": "2026-12-31",
        },
    ],
    "creators": [{"id": "lena", "name": "Lena"}],
    "collaborations": [{"id": "lena-summer", "campaign": "summer", "creator": "lena"}],
    "links": [{"id": "link", "slug": "lena", "destination": "https://shop.example/?a=1#b", "collaboration": "lena-summer"}],
}  # fmt: skip


class Collector:
    """A collector on a folder and a port that stay the same from one process to the next."""

    def __init__(self, kafka: str, folder: Path, port: int) -> None:
        self.kafka, self.folder, self.port = kafka, folder, port
        self.process: subprocess.Popen[bytes] | None = None
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10, trust_env=False)

    def start(self) -> None:
        """Start it and wait until it is ready."""
        told = {
            "AFFLUENT_KAFKA": self.kafka,
            "AFFLUENT_COLLECTOR_PORT": str(self.port),
            "AFFLUENT_SPOOL": str(self.folder / "spool"),
            "AFFLUENT_CLICK_SECRET": "click secret of 16+",
            "AFFLUENT_CUSTOMER_SECRET": "customer secret of 16+",
            "AFFLUENT_TOKENS": json.dumps({fingerprint(TOKEN): "service"}),
            "AFFLUENT_SHOPIFY_SECRETS": json.dumps({SHOP: [SHOP_SECRET]}),
        }
        log = self.folder / "collector.log"
        self.process = start_child([sys.executable, "-m", "affluent", "collector"], os.environ | told, log)
        deadline = time.monotonic() + READY_S
        while not self._is_ready():
            assert time.monotonic() < deadline, last_line(log)
            assert self.process.poll() is None, last_line(log)
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL, now."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def end(self) -> int:
        """SIGTERM; the exit code."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(10)

    def click(self, cookies: dict[str, str] | None = None) -> httpx.Response:
        """Follow the link of the catalog above."""
        headers = {"user-agent": BROWSER}
        if cookies:
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return self.http.get("/r/lena", headers=headers)

    def webhook(self, topic: str, body: bytes) -> httpx.Response:
        """What Shopify would send."""
        signature = base64.b64encode(hmac.new(SHOP_SECRET.encode(), body, hashlib.sha256).digest()).decode()
        headers = {"X-Shopify-Topic": topic, "X-Shopify-Hmac-Sha256": signature}
        return self.http.post(f"/webhooks/shopify/{SHOP}", content=body, headers=headers)

    def post(self, path: str, document: Any) -> httpx.Response:
        """A request with the service token."""
        return self.http.post(path, json=document, headers={"Authorization": f"Bearer {TOKEN}"})

    def _is_ready(self) -> bool:
        try:
            return self.http.get("/readyz").status_code == 200
        except httpx.TransportError:
            return False


@contextmanager
def a_collector(kafka: str, folder: Path, port: int) -> Iterator[Collector]:
    """A running collector; it ends with the test."""
    collector = Collector(kafka, folder, port)
    try:
        collector.start()
        yield collector
    finally:
        if collector.process and collector.process.poll() is None:
            collector.end()
        collector.http.close()


@contextmanager
def reading(kafka: str, *topics: str) -> Iterator[KafkaConsumer]:
    """A consumer at the end of some topics as they are now."""
    client = consumer(Settings(kafka=kafka))
    tails = [tail for topic in topics for tail in partitions_of(client, topic)]
    client.assign(tails)
    client.seek_to_end(*tails)
    for tail in tails:
        client.position(tail)
    try:
        yield client
    finally:
        client.close()


def told_until(client: KafkaConsumer, wanted: set[str]) -> dict[str, dict[str, Any]]:
    """Events by id, read until all wanted ones came; fails naming what did not."""
    told: dict[str, dict[str, Any]] = {}
    deadline = time.monotonic() + TOLD_S
    while wanted - told.keys():
        assert time.monotonic() < deadline, f"{len(wanted - told.keys())} of {len(wanted)} events never came"
        for records in client.poll(timeout_ms=200).values():
            for record in records:
                event = json.loads(record.value)
                told[event["event_id"]] = event | {"_key": (record.key or b"").decode(), "_topic": record.topic}
    return told
