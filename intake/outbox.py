"""What was sent and is not yet acknowledged: an offset is committed only when everything before it has an ack."""

from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from kafka import KafkaProducer, TopicPartition
from kafka.errors import KafkaTimeoutError

from events.addressing import CLOCK
from events.journal import encode_bundle
from events.messages import Envelope, Tick
from events.topics import DEAD_LETTERS, JOURNAL
from intake.bundler import ClosedBundle
from runtime.metrics import INTAKE_BUNDLES


@dataclass
class Parcel:
    """Everything sent for one stretch of input, and the input's offsets after it."""

    sent: list[Any] = field(default_factory=list)
    offsets: dict[TopicPartition, int] = field(default_factory=dict)
    ticks: list[Tick] = field(default_factory=list)

    def acknowledged(self) -> bool:
        """Whether Kafka has all of it; raises what Kafka refused it with."""
        while self.sent and self.sent[-1].is_done:
            self.sent.pop().get(0)
        return not self.sent


class Outbox:
    """Sends at once; parcels are settled in the order in which they were sealed."""

    def __init__(self, producer: KafkaProducer, partitions: int) -> None:
        self._producer = producer
        self._partitions = partitions
        self._open = Parcel()
        self._sealed: deque[Parcel] = deque()

    @property
    def waiting(self) -> int:
        """How many sealed parcels are not acknowledged yet."""
        return len(self._sealed)

    @property
    def empty(self) -> bool:
        """Nothing is open and nothing waits for an ack."""
        return not self._sealed and not self._open.sent and not self._open.offsets

    def bundle(self, bundle: ClosedBundle) -> None:
        """Send a journal record."""
        self._open.sent.append(self._producer.send(JOURNAL.name, bundle.value, partition=bundle.partition))
        INTAKE_BUNDLES.inc()

    def dead_letter(self, key: bytes, value: bytes) -> None:
        """Send a dead letter."""
        self._open.sent.append(self._producer.send(DEAD_LETTERS.name, value, key=key))

    def handled(self, source: TopicPartition, offset: int) -> None:
        """All input of a partition before this offset is sent, or in a bundle that is sent before the next seal."""
        self._open.offsets[source] = offset

    def seal(self, ticks: Iterable[Tick] = ()) -> None:
        """Close the parcel. Its ticks are sent when all of it is acknowledged, so that no clock runs ahead of a message."""
        self._open.ticks.extend(ticks)
        self._sealed.append(self._open)
        self._open = Parcel()

    def wait(self, seconds: float) -> None:
        """Wait for an ack of the oldest parcel, or until the time is over."""
        if self._sealed and self._sealed[0].sent:
            with suppress(KafkaTimeoutError):  # also what a send fails with for good: `settled` raises that
                self._sealed[0].sent[-1].get(seconds)

    def settled(self) -> dict[TopicPartition, int]:
        """Offsets that may be committed now; raises the Kafka error of a send that failed for good."""
        done: dict[TopicPartition, int] = {}
        while self._sealed and self._sealed[0].acknowledged():
            parcel = self._sealed.popleft()
            done |= parcel.offsets
            self._tell_clocks(parcel.ticks)
        return done

    def _tell_clocks(self, ticks: list[Tick]) -> None:
        if ticks:
            self._sealed.append(Parcel([self._tick(partition, ticks) for partition in range(self._partitions)]))

    def _tick(self, partition: int, ticks: list[Tick]) -> Any:
        messages = tuple(Envelope(f"{CLOCK}{partition}", tick) for tick in ticks)
        return self._producer.send(JOURNAL.name, encode_bundle(messages), partition=partition)
