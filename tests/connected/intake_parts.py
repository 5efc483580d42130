"""A real intake process, what feeds it and what reads behind it: shared by the tests of intake against Kafka."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
from confluent_kafka import Producer
from kafka import KafkaConsumer, TopicPartition

from affluent.local.broker import Broker
from affluent.local.child import start_child
from affluent.local.ports import free_ports
from events.catalog import Code, Link
from events.facts import Delivery
from events.journal import decode_bundle
from events.messages import Envelope
from events.moments import from_ms
from events.topics import CATALOG_TOPIC, CLICKS, JOURNAL, RAW
from tests.connected.waiting import ASKING, until
from tests.unit.intake.records import a_click

PARTITIONS = 4
PROGRAM = "from runtime.settings import Settings; from intake.process import run; run(Settings())"
LINK = Link(
    id="intake-link",
    valid_from=from_ms(0),
    recorded_at=from_ms(0),
    slug="intake-link",
    destination="https://shop.example/",
    collaboration="mia",
)


class Intake:
    """The real process, started and ended as an operator or a crash would."""

    def __init__(self, broker: str, log: Path, port: int) -> None:
        self.port = port
        self._broker = broker
        self._log = log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Intake":
        environment = os.environ | {
            "AFFLUENT_KAFKA": self._broker,
            "AFFLUENT_INTAKE_PORT": str(self.port),
            "AFFLUENT_PARTITIONS": str(PARTITIONS),
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        self.process = start_child([sys.executable, "-c", PROGRAM], environment, self._log)
        return self

    def end(self, number: signal.Signals) -> float:
        """Seconds that it took to end."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(20)
        return time.monotonic() - began

    def says(self) -> str:
        try:
            return str(ASKING.get(f"http://127.0.0.1:{self.port}/readyz").json()["status"])
        except httpx.HTTPError as why:
            return type(why).__name__


class Tail:
    """Everything on a topic so far, read on whenever it is asked."""

    def __init__(self, broker: str, topic: str) -> None:
        self._client = KafkaConsumer(bootstrap_servers=broker, enable_auto_commit=False, fetch_max_wait_ms=50)
        where = [TopicPartition(topic, number) for number in sorted(self._client.partitions_for_topic(topic))]
        self._client.assign(where)
        self._client.seek_to_beginning(*where)
        self.values: list[bytes] = []

    def read(self) -> list[bytes]:
        for records in self._client.poll(timeout_ms=100, max_records=10_000).values():
            self.values += [record.value for record in records]
        return self.values

    def close(self) -> None:
        self._client.close()


class Journal(Tail):
    def __init__(self, broker: str) -> None:
        super().__init__(broker, JOURNAL.name)
        self.envelopes: list[Envelope] = []

    def envelopes_so_far(self) -> list[Envelope]:
        done = len(self.values)
        for value in self.read()[done:]:
            self.envelopes += decode_bundle(value)
        return self.envelopes

    def deliveries(self, prefix: str) -> dict[Delivery, str]:
        """Where each event whose id begins so came in."""
        found = {one.delivery: getattr(one.body, "id", "") for one in self.envelopes_so_far() if one.delivery}
        return {delivery: id for delivery, id in found.items() if id.startswith(prefix)}


class Feeder:
    """Writes raw records with confluent-kafka and remembers where Kafka put them."""

    def __init__(self, broker: str) -> None:
        self._client = Producer({"bootstrap.servers": broker, "linger.ms": 5, "acks": "all", "log_level": 0})
        self.acked: dict[Delivery, str] = {}

    def put(self, topic: str, body: Any, name: str = "", key: str | None = None) -> None:
        value = body if isinstance(body, bytes) else json.dumps(body).encode()
        places = [one.name for one in RAW]

        def acked(error: object, message: Any) -> None:
            assert error is None, error
            if topic in places:
                self.acked[Delivery(places.index(topic), message.partition(), message.offset())] = name

        self._client.produce(topic, value=value, key=key, callback=acked)
        self._client.poll(0)

    def tell(self, entry: Code | Link) -> None:
        self.put(CATALOG_TOPIC.name, entry.model_dump_json().encode(), key=f"{entry.kind}:{entry.ref}")

    def clicks(self, prefix: str, count: int) -> None:
        for number in range(count):
            id = f"{prefix}{number}"
            self.put(CLICKS.name, a_click(event_id=id, link=LINK.id, visitor_id=f"v{number % 97}"), id)

    def flush(self) -> None:
        assert self._client.flush(30) == 0


class Node:
    """A broker of this test's own, to be killed."""

    def __init__(self, class_path: tuple[Path, ...], folder: Path) -> None:
        self._node = Broker(folder, class_path, *free_ports(2))
        self._node.prepare()
        self.address = self._node.address

    def start(self) -> None:
        self._process = start_child(self._node.command, os.environ, self._node.folder / "broker.log")
        until(lambda: not self._node.waits_for(), self._node.waits_for, 60)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
