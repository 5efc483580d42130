"""From a spool to Kafka, in order, for ever: what was answered is forgotten only when Kafka has it."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress

from kafka import KafkaProducer
from kafka.errors import KafkaError

from collector.spool import Batch, Spool
from runtime.kafka import producer
from runtime.metrics import FORWARDED, SPOOLED
from runtime.settings import Settings
from runtime.stopping import Stop

log = logging.getLogger(__name__)
BATCH_RECORDS = 500
IDLE_S = 0.5
FIRST_WAIT_S, LONGEST_WAIT_S = 0.2, 3.0
ACK_S = 10.0
BOUNDED = {
    "allow_auto_create_topics": False,
    "bootstrap_timeout_ms": 5_000,
    "max_block_ms": 5_000,
    "request_timeout_ms": 5_000,
    "delivery_timeout_ms": 8_000,
}
"""Every wait ends, so that a broker that went away shows as an error and the batch is tried again."""

MakeProducer = Callable[[], KafkaProducer]


def bounded_producer(settings: Settings) -> KafkaProducer:
    """A producer that gives up in seconds; raises KafkaError if no broker answers."""
    return producer(settings, **BOUNDED)


class Forwarder:
    """One thread for one spool. A batch that failed is sent again whole: ids make the repetition harmless."""

    def __init__(self, name: str, spool: Spool, make_producer: MakeProducer) -> None:
        self._spool, self._make_producer = spool, make_producer
        self._producer: KafkaProducer | None = None
        self._stop = Stop()
        self._wait_s = FIRST_WAIT_S
        self._thread = threading.Thread(target=self._run, name=f"forward-{name}", daemon=True)
        SPOOLED.labels(name).set_function(spool.waiting)

    def start(self) -> None:
        """Begin with what an earlier process left behind."""
        self._thread.start()

    def close(self, seconds: float = 3.0) -> None:
        """Stop after the batch that is under way, or after `seconds`; what waits stays on disk."""
        self._stop.set()
        self._spool.fresh.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stop:
            self._spool.fresh.wait(IDLE_S)
            self._spool.fresh.clear()
            while not self._stop and self._forward_some():
                pass
        self._drop_producer()

    def _forward_some(self) -> bool:
        """Whether there may be more."""
        try:
            batch = self._spool.read(BATCH_RECORDS)
            if batch:
                self._send(batch)
                self._spool.forget(batch)
        except Exception as why:  # noqa: BLE001 - the thread must live: it is the only way out of the spool
            log.warning("%d events wait for Kafka: %s: %s", self._spool.waiting(), type(why).__name__, why)
            self._drop_producer()
            self._stop.wait(self._wait_s)
            self._wait_s = min(2 * self._wait_s, LONGEST_WAIT_S)
            return True
        self._wait_s = FIRST_WAIT_S
        for record in batch.records if batch else ():
            FORWARDED.labels(record.topic).inc()
        return batch is not None

    def _send(self, batch: Batch) -> None:
        self._producer = self._producer or self._make_producer()
        sent = [self._producer.send(record.topic, key=record.key, value=record.value) for record in batch.records]
        for future in sent:
            future.get(timeout=ACK_S)

    def _drop_producer(self) -> None:
        """A producer that failed may hold half a batch: a new one starts clean."""
        if self._producer:
            with suppress(KafkaError):
                self._producer.close(timeout=0)
        self._producer = None
