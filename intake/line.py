"""The line that every raw record goes down: poll, judge, bundle, send, wait for the acks, commit."""

import logging
import time
from collections import deque
from collections.abc import Sequence

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.structs import OffsetAndMetadata

from events.dead_letter import DeadReason
from events.messages import Envelope
from events.topics import TICKING
from intake.bundler import Bundler
from intake.dead_letters import dead_letter, dead_letter_key
from intake.door import Door
from intake.links import CatalogUnreadable
from intake.outbox import Outbox
from intake.pace import Pace
from intake.refusal import Refusal
from intake.watermark import RawPartition, Watermark
from runtime.kafka import FEW, LOOK_MS
from runtime.kafka_records import Record
from runtime.metrics import DEAD_LETTERED, INTAKE_RECORDS, LAG
from runtime.settings import Settings

log = logging.getLogger(__name__)

IDLE_POLL_S = 0.1
COMMIT_EVERY_S = 0.25
LOOK_ROUND_EVERY_S = 1.0
MAX_WAITING = 64
TICK_PLACE = {topic.name: place for place, topic in enumerate(TICKING)}


class Line:
    """One consumer and one producer at work. Not for two threads."""

    def __init__(self, settings: Settings, consumer: KafkaConsumer, producer: KafkaProducer, door: Door, pace: Pace) -> None:
        self._consumer = consumer
        self._door = door
        self._pace = pace
        self._bundler = Bundler(settings.partitions)
        self._outbox = Outbox(producer, settings.partitions)
        self._watermark = Watermark(settings.disorder_s * 1000, settings.idle_s * 1000)
        self._due: float | None = None
        self._came = 0
        self._commits: dict[TopicPartition, int] = {}
        self._refused: deque[dict[TopicPartition, OffsetAndMetadata]] = deque()
        self._committed_at = self._looked_at = time.monotonic()

    def step(self) -> None:
        """Take what is there, send what is due, commit what is safe.

        Raises KafkaError or CatalogUnreadable if the line has to start anew.
        """
        polled = self._consumer.poll(timeout_ms=self._patience_ms())
        self._came = sum(map(len, polled.values()))
        for source, records in polled.items():
            self._take(source, records)
        now = time.monotonic()
        if self._due is not None and now >= self._due:
            self._seal()
        self._settle(now)
        if now - self._looked_at >= LOOK_ROUND_EVERY_S:
            self._looked_at = now
            self._look_round()

    def finish(self, seconds: float) -> None:
        """Send what is open, wait for the acks and commit, as far as that can be done in the time given."""
        deadline = time.monotonic() + seconds
        self._seal()
        while not self._outbox.empty and time.monotonic() < deadline:
            self._commits |= self._outbox.settled()
            if not self._outbox.empty:
                self._outbox.wait(0.05)
        if self._commits:
            self._consumer.commit(self._committable(), timeout_ms=max(0.2, deadline - time.monotonic()) * 1000)

    def _patience_ms(self) -> float:
        if self._outbox.waiting >= MAX_WAITING:
            self._outbox.wait(1.0)
            self._commits |= self._outbox.settled()
        if self._due is None:
            return IDLE_POLL_S * 1000
        wait = max(0.0, min(IDLE_POLL_S, self._due - time.monotonic()))
        if self._came >= FEW:
            return wait * 1000
        time.sleep(wait)  # what comes meanwhile shares the open bundles
        return LOOK_MS

    def _take(self, source: TopicPartition, records: Sequence[Record]) -> None:
        newest = 0
        for record in records:
            envelope = self._judge(record)
            if envelope is None:
                continue
            received = getattr(envelope.body, "received", 0) or getattr(envelope.body, "recorded", 0)
            newest = max(newest, received)
            for bundle in self._bundler.add(envelope, len(record.value or b"")):
                self._outbox.bundle(bundle)
        self._handled(source, records[-1].offset + 1, newest or None)
        INTAKE_RECORDS.labels(source.topic).inc(len(records))

    def _judge(self, record: Record) -> Envelope | None:
        try:
            return self._door.envelope(record)
        except Refusal as why:
            self._refuse(record, why)
        except CatalogUnreadable:
            raise
        except Exception as why:
            log.exception("a defect of intake: %s/%s@%s is refused", record.topic, record.partition, record.offset)
            self._refuse(record, Refusal(DeadReason.INVALID, f"the record: intake failed on it ({type(why).__name__}: {why})"))
        return None

    def _refuse(self, record: Record, why: Refusal) -> None:
        self._outbox.dead_letter(dead_letter_key(record), dead_letter(record, why))
        DEAD_LETTERED.labels("intake", why.reason.value).inc()

    def _handled(self, source: TopicPartition, offset: int, newest: int | None) -> None:
        self._outbox.handled(source, offset)
        if self._due is None:
            self._due = time.monotonic() + self._pace.linger_s
        one = _raw_partition(source)
        if one is not None:
            self._watermark.saw(one, newest, _now_ms())

    def _seal(self) -> None:
        for bundle in self._bundler.flush():
            self._outbox.bundle(bundle)
        self._outbox.seal(self._watermark.ticks(_now_ms()))
        self._due = None

    def _settle(self, now: float) -> None:
        while self._refused:
            again = self._refused.popleft()
            self._commits = {source: place.offset for source, place in again.items()} | self._commits
        self._commits |= self._outbox.settled()
        if self._commits and now - self._committed_at >= COMMIT_EVERY_S:
            self._consumer.commit_async(self._committable(), callback=self._committed)
            self._commits, self._committed_at = {}, now

    def _committed(self, offsets: dict[TopicPartition, OffsetAndMetadata], answer: object) -> None:
        if isinstance(answer, Exception):  # told by kafka-python's own thread: only handed on here
            log.warning("a commit was refused and is tried again: %r", answer)
            self._refused.append(offsets)

    def _committable(self) -> dict[TopicPartition, OffsetAndMetadata]:
        owned = self._consumer.assignment()
        return {source: OffsetAndMetadata(offset, "", -1) for source, offset in self._commits.items() if source in owned}

    def _look_round(self) -> None:
        owned = self._consumer.assignment()
        now = _now_ms()
        self._watermark.own([one for source in owned if (one := _raw_partition(source))], now)
        behind = {source: self._behind(source) for source in owned}
        LAG.clear()
        for source, records in behind.items():
            LAG.labels(source.topic, source.partition).set(records or 0)
        if self._outbox.empty:
            at_end = {_raw_partition(source) for source, records in behind.items() if records == 0}
            self._outbox.seal(self._watermark.idle_ticks([one for one in self._watermark.silent(now) if one in at_end], now))

    def _behind(self, source: TopicPartition) -> int | None:
        end, position = self._consumer.highwater(source), self._consumer.position(source, timeout_ms=100)
        return None if end is None or position is None else max(0, int(end) - int(position))


def _raw_partition(source: TopicPartition) -> RawPartition | None:
    place = TICK_PLACE.get(source.topic)
    return None if place is None else (place, source.partition)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
