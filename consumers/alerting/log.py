"""The alerts topic: its one partition belongs to one process, which judges and tells, and first reads all that was written."""

import logging
import threading
import time
from collections.abc import Iterable
from typing import NamedTuple

from kafka import ConsumerRebalanceListener, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.structs import OffsetAndMetadata
from pydantic import ValidationError

from events.alert import Alert
from events.topics import ALERTS

log = logging.getLogger(__name__)

GROUP = "affluent-alerts"
SESSION_MS = 10_000
POLL_MS, ACK_S, ANSWER_MS = 200, 30, 10_000
ONE = TopicPartition(ALERTS.name, 0)


class Unheard(Exception):
    """Kafka has not been heard for so long that another process may have been given the partition."""


class Told(NamedTuple):
    """A transition and where it stands in the topic."""

    offset: int
    alert: Alert


class Bounds(NamedTuple):
    """Where a new owner stands: everything before `delivered` was delivered, everything before `end` is to be read first."""

    delivered: int
    end: int


class Marks(ConsumerRebalanceListener):  # type: ignore[misc]  # kafka-python has no types
    """Called on kafka-python's IO thread: notes that the partition came or went, or both."""

    def __init__(self) -> None:
        self._changed = threading.Event()

    def on_partitions_revoked(self, _revoked: Iterable[TopicPartition]) -> None:
        """Whoever owns it next reads what we have written."""
        self._changed.set()

    def on_partitions_assigned(self, _assigned: Iterable[TopicPartition]) -> None:
        """Even if it never left: somebody else may have had it in between."""
        self._changed.set()

    def doubt(self) -> None:
        """Look at everything again."""
        self._changed.set()

    def changed(self) -> bool:
        """Whether that happened since this was last asked."""
        changed = self._changed.is_set()
        self._changed.clear()
        return changed


class AlertLog:
    """A member of the group of those who could judge."""

    def __init__(self, consumer: KafkaConsumer, writer: KafkaProducer) -> None:
        self._consumer, self._writer = consumer, writer
        self._marks = Marks()
        self._heard = 0.0

    def join(self) -> None:
        """Stand in line for the partition."""
        self._consumer.subscribe([ALERTS.name], listener=self._marks)

    def leave(self) -> None:
        """Leave the line, and wait for nothing that is under way."""
        self._consumer.close(timeout_ms=2000)
        self._writer.close(1)

    def poll(self) -> list[Told]:
        """What was written since, if the partition is ours."""
        polled = self._consumer.poll(timeout_ms=POLL_MS)
        self._heard = time.monotonic()
        return [told for record in polled.get(ONE, ()) if (told := _told(record.offset, record.value))]

    def handed_out(self) -> bool:
        """Whether what is known may be outdated: begin again, or wait."""
        return self._marks.changed()

    def doubt(self) -> None:
        """After a failure nobody knows what was written: `handed_out` holds once more."""
        self._marks.doubt()

    def rewind(self) -> Bounds | None:
        """Go to the topic's beginning; None if the partition is not ours. What the last poll brought is not to be used."""
        if ONE not in self._consumer.assignment():
            return None
        end = int(self._consumer.end_offsets([ONE], timeout_ms=ANSWER_MS)[ONE])
        delivered = self._consumer.committed(ONE, timeout_ms=ANSWER_MS) or 0
        self._consumer.seek(ONE, int(self._consumer.beginning_offsets([ONE], timeout_ms=ANSWER_MS)[ONE]))
        return Bounds(delivered if delivered <= end else 0, end)  # beyond the end: the topic was made anew

    def position(self) -> int:
        """Everything before this offset was read."""
        return int(self._consumer.position(ONE, timeout_ms=ANSWER_MS) or 0)

    def write(self, alert: Alert) -> int:
        """Write a transition; returns the offset behind it once Kafka has it. Raises Unheard, KafkaError."""
        if time.monotonic() - self._heard > SESSION_MS / 2000:
            raise Unheard(f"Kafka has not been heard for {SESSION_MS / 2000:.0f} s")
        sent = self._writer.send(ALERTS.name, value=alert.model_dump_json().encode(), key=alert.id.encode(), partition=0)
        return int(sent.get(timeout=ACK_S).offset) + 1

    def delivered(self, offset: int) -> None:
        """Everything before this offset was delivered: whoever is next goes on there. Raises KafkaError."""
        self._consumer.commit({ONE: OffsetAndMetadata(offset, "", -1)}, timeout_ms=ANSWER_MS)


def _told(offset: int, value: bytes | None) -> Told | None:
    try:
        return Told(offset, Alert.model_validate_json(value or b""))
    except ValidationError as why:
        log.error("%s/0/%d is no alert: %d errors", ALERTS.name, offset, why.error_count())
        return None
