"""A stack as a user starts it, what kills its processes, and a producer that the product does not use."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from confluent_kafka import Producer
from jsonschema import validate

from affluent.local.endpoints import Endpoints
from affluent.local.environment import load_settings, of_worker
from affluent.local.ports import free_ports
from affluent.world.doors.truth_log import TruthLog
from affluent.world.plot.moments import iso
from tests.connected.waiting import ASKING, until

AFFLUENT = (sys.executable, "-m", "affluent")
SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
READY_S, CLEAN_END_S = 90.0, 15.0
SECOND, MINUTE = 1_000, 60_000
VISITOR = "foreign-visitor"


@contextmanager
def running_stack(data: Path, secrets: Mapping[str, str]) -> Iterator[Endpoints]:
    """`affluent up`, ended by SIGTERM; it must end by itself and cleanly."""
    told = [word for shop, secret in secrets.items() for word in ("--shopify-secret", f"{shop}={secret}")]
    with (data.parent / "up.log").open("w") as log:
        process = subprocess.Popen([*AFFLUENT, "up", "--data", str(data), *told], stdout=log, stderr=log)
        try:
            until(
                lambda: Endpoints.load(data) is not None or process.poll() is not None,
                lambda: "affluent up is not ready",
                2 * READY_S,
            )
            endpoints = Endpoints.load(data)
            assert endpoints is not None, (data.parent / "up.log").read_text()[-4000:]
            yield endpoints
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(CLEAN_END_S)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


class Reaper:
    """Kills processes of a stack by their ids, and waits until they are back at work."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def kill(self, name: str) -> None:
        """SIGKILL; returns when everything is ready again."""
        before = self._endpoints().pids[name]
        os.kill(before, signal.SIGKILL)
        until(lambda: self._endpoints().pids.get(name) not in (None, before), lambda: f"no other {name}", READY_S)
        self.await_readiness()

    def await_readiness(self) -> None:
        """Every process says that it does its job."""
        for url in self._endpoints().metrics.values():
            until(lambda url=url: is_ready(url), lambda url=url: f"{url} is not ready", READY_S)  # type: ignore[misc]

    @contextmanager
    def second_worker(self, end: signal.Signals) -> Iterator[None]:
        """Another `affluent streams` joins, and leaves by a signal; cleanly, if it may."""
        port = free_ports(1)[0]
        settings = of_worker(load_settings(self._data), 2, port)
        words = self._data.parent / f"second-{end.name}.log"
        with words.open("w") as log:
            worker = subprocess.Popen([*AFFLUENT, "streams"], env={**os.environ, **settings}, stdout=log, stderr=log)
            try:
                until(lambda: is_ready(f"http://127.0.0.1:{port}/metrics"), lambda: "the second worker is not ready", READY_S)
                yield
            finally:
                worker.send_signal(end)
                code = worker.wait(CLEAN_END_S)
        assert code == (0 if end is signal.SIGTERM else -end), f"exit code {code}: {words.read_text()[-2000:]}"

    def _endpoints(self) -> Endpoints:
        found = Endpoints.load(self._data)
        assert found is not None, "the stack is gone"
        return found


def is_ready(metrics_url: str) -> bool:
    """Whether the process behind a metrics address is ready."""
    try:
        return ASKING.get(metrics_url.replace("/metrics", "/readyz"), timeout=5).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


class Foreigner:
    """A producer of somebody else's: writes the raw topics with confluent-kafka, by the committed schemas alone."""

    def __init__(self, broker: str, log: Path) -> None:
        self._producer = Producer({"bootstrap.servers": broker, "acks": "all", "linger.ms": 5})
        self._log = TruthLog(log)

    def buys_after_a_click(self, link: str, shop: str) -> None:
        """A click, its order and a partial refund."""
        now, click = time.time_ns() // 1_000_000, {"link": link, "flags": []}
        about = {"shop": shop, "currency": "EUR"}
        self._tell("clicks", "foreign-click", now - 9 * MINUTE, {"link": link, "visitor_id": VISITOR},
                   click | {"tells": "click", "visitor": VISITOR})  # fmt: skip
        line = {"amount": 4_200, "discount": 200, "tax": 0}
        placed, at = now - MINUTE, {"ordered_at": iso(now - MINUTE)}
        self._tell("sales", "foreign-order", placed,
                   about | at | {"kind": "placed", "order_id": "F-1", "visitor_id": VISITOR, "lines": [line | {"line_id": "1"}]},
                   about | {"tells": "order", "kind": "placed", "order": "F-1", "visitor": VISITOR, "lines": [line],
                            "ordered_at": placed})  # fmt: skip
        self._tell("sales", "foreign-refund", now - SECOND,
                   about | {"kind": "refund", "order_id": "F-1", "lines": [{"line_id": "1", "amount": 1_001}]},
                   about | {"tells": "refund", "order": "F-1", "lines": [{"amount": 1_001}], "adjustment": 0})  # fmt: skip

    def notes(self, content: str, campaign: str) -> None:
        """A counter snapshot and a cost."""
        now = time.time_ns() // 1_000_000
        snapshot = {"content": content, "provenance": "public", "views": 12}
        days = {"accrues_from": iso(now)[:10], "accrues_to": iso(now)[:10]}
        cost = days | {"kind": "agency", "campaign": campaign, "amount": 990, "currency": "EUR"}
        self._tell("engagements", "foreign-snapshot", now, snapshot, {"tells": "engagement"})
        self._tell("costs", "foreign-cost", now, cost, {"tells": "cost"})

    def writes_nonsense(self) -> None:
        """What can never work, on every raw topic."""
        unknown = {"event_id": "lost", "event_at": "2026-01-01T00:00:00Z", "link": "no-such-link"}
        for topic, value in (("clicks", b"\x00\xff"), ("clicks", json.dumps(unknown).encode()), ("sales", b"{}"),
                             ("engagements", b"[]"), ("costs", b'{"event_id": "x", "amount": 1.5}')):  # fmt: skip
            self._send(topic, value, {"tells": "dead"})

    def close(self) -> None:
        """Everything is on the broker."""
        assert self._producer.flush(READY_S) == 0
        self._log.close()

    def _tell(self, topic: str, id: str, at: int, event: dict[str, Any], told: dict[str, Any]) -> None:
        event = event | {"event_id": id, "event_at": iso(at)}
        validate(event, json.loads((SCHEMAS / f"affluent.{topic}.v1.json").read_text()))
        self._send(topic, json.dumps(event).encode(), told | {"id": id, "at": at, "received": time.time_ns() // 1_000_000})

    def _send(self, topic: str, value: bytes, told: dict[str, Any]) -> None:
        request = self._log.intends(f"topic {topic}", [told])
        self._producer.produce(f"affluent.{topic}.v1", value)
        self._log.ok(request, [{}], 1)
