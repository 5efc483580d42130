"""Kafka's side of the sink: a consumer group says which partitions are ours, the warehouse says where they go on."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from clickhouse_connect.driver.exceptions import ClickHouseError, DataError
from kafka import ConsumerRebalanceListener, KafkaConsumer, TopicPartition
from kafka.errors import KafkaError
from kafka.structs import OffsetAndMetadata
from urllib3.exceptions import HTTPError

from consumers.batch import Partition
from consumers.progress import WrongEpoch
from consumers.sink import Sink
from runtime.kafka import FEW, LOOK_MS
from runtime.metrics import LAG, SINK_BATCHES
from runtime.stopping import Stop

log = logging.getLogger(__name__)

WAREHOUSE_DOWN = (ClickHouseError, HTTPError, OSError)
OUTAGE = (*WAREHOUSE_DOWN, KafkaError)
MAX_RECORDS = 2000
REST_S = 0.1
"""Seconds without a look at most, while few records come: what came meanwhile is fetched in one go, and each fetch costs."""
LAST_LOOK_MS = 10
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.2, 10.0
LAST_WRITE_S = 5.0
TOLD_EVERY_S = 1.0


class Marks(ConsumerRebalanceListener):  # type: ignore[misc]  # kafka-python has no types
    """Called on kafka-python's IO thread: notes what was taken away, after the write that is going on."""

    def __init__(self, writing: threading.Lock) -> None:
        self._writing = writing
        self._lock = threading.Lock()
        self._revoked: set[Partition] = set()

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """The next owner must not look before our rows and `ingested` are both written, or neither."""
        with self._lock:
            self._revoked |= {(each.topic, each.partition) for each in revoked}
        if self._writing.acquire(timeout=LAST_WRITE_S):
            self._writing.release()

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """What is ours now is read from the consumer, on its own thread."""

    def taken_away(self) -> set[Partition]:
        """The partitions revoked since this was last asked, even if they came back."""
        with self._lock:
            revoked, self._revoked = self._revoked, set()
        return revoked


class Feed:
    """Polls, hands to the sink, writes, and says how far it is; while the warehouse is down it keeps its partitions."""

    def __init__(self, consumer: KafkaConsumer, sink: Sink, topics: Sequence[str]) -> None:
        self._consumer, self._sink, self._topics = consumer, sink, topics
        self._writing = threading.Lock()
        self._marks = Marks(self._writing)
        self._ends: dict[Partition, int] = {}
        self._told = 0.0
        self._came = 0
        self._lagging: set[Partition] = set()
        self._outage = ""

    @property
    def waits_for(self) -> str:
        """Empty while records are being stored."""
        return self._outage or ("" if self._sink.adopted else "the sink has no partitions yet")

    def run(self, stop: Stop) -> None:
        """Until stopped; then write what waits. Raises what can't be cured by waiting."""
        self._consumer.subscribe(list(self._topics), listener=self._marks)
        try:
            while not stop:
                self._step(stop)
            self._patiently(self._flush, stop)
            self._tell(time.monotonic())
        finally:
            self._consumer.close(timeout_ms=2000)

    def _step(self, stop: Stop) -> None:
        self._look(self._patience_ms(), stop)
        if not self._sink.wait_s():
            if self._came < FEW:  # the first look found what came before we rested
                self._look(LAST_LOOK_MS, stop)
            self._patiently(partial(self._flush, due=True), stop)
        self._tell(time.monotonic())

    def _look(self, timeout_ms: int, stop: Stop) -> None:
        polled = self._consumer.poll(timeout_ms=timeout_ms, max_records=MAX_RECORDS)
        self._came = sum(map(len, polled.values()))
        fresh = self._follow_assignment(stop)
        for where, records in polled.items():
            if (where.topic, where.partition) not in fresh:  # was read from somewhere else than the warehouse says
                for record in records:
                    self._sink.take(record)

    def _patience_ms(self) -> int:
        wait_s = self._sink.wait_s()
        if self._came < FEW and self._sink.waiting:
            rest_s = min(wait_s, REST_S)
            time.sleep(rest_s)
            wait_s -= rest_s
        return max(LOOK_MS, int(wait_s * 1000))

    def _follow_assignment(self, stop: Stop) -> set[Partition]:
        assigned = {(each.topic, each.partition) for each in self._consumer.assignment()}
        self._let_go(self._marks.taken_away() | (self._sink.adopted - assigned))
        fresh = assigned - self._sink.adopted
        for topic, number in sorted(fresh):
            self._patiently(partial(self._adopt, (topic, number)), stop)
        return fresh

    def _let_go(self, partitions: set[Partition]) -> None:
        self._sink.let_go(partitions)
        for partition in partitions & self._ends.keys():
            del self._ends[partition]
        for partition in partitions & self._lagging:
            LAG.remove(*map(str, partition))
        self._lagging -= partitions

    def _adopt(self, partition: Partition) -> None:
        where = TopicPartition(*partition)
        end = self._consumer.end_offsets([where])[where]
        offset = self._sink.adopt(partition)
        if offset > end:
            raise WrongEpoch(f"{partition[0]}/{partition[1]} ends at {end}, but {offset} was read: raise AFFLUENT_EPOCH")
        self._consumer.seek(where, offset)

    def _flush(self, *, due: bool = False) -> None:
        with self._writing:
            self._let_go(self._marks.taken_away())
            self._ends |= self._sink.flush(due=due)

    def _patiently(self, work: Callable[[], None], stop: Stop) -> None:
        """Do what needs the warehouse. While it is down: pause, keep polling so that no partition moves, try again."""
        pause, gives_up = FIRST_PAUSE_S, 0.0
        while not (gives_up and time.monotonic() > gives_up):
            try:
                work()
            except DataError:
                raise
            except OUTAGE as why:
                self._complain(why, pause)
            else:
                self._outage = ""
                return
            if stop:
                gives_up = gives_up or time.monotonic() + LAST_WRITE_S / 2
            self._idle(pause, stop)
            pause = min(pause * 2, LONGEST_PAUSE_S)

    def _complain(self, why: Exception, pause: float) -> None:
        self._outage = "the warehouse does not answer" if isinstance(why, WAREHOUSE_DOWN) else "Kafka does not answer"
        log.warning("%s, trying again in %.1f s: %s", self._outage, pause, str(why)[:300])
        SINK_BATCHES.labels("failed").inc()

    def _idle(self, seconds: float, stop: Stop) -> None:
        """Stay in the group without reading. What comes from a partition just assigned is read again once it is adopted."""
        paused = self._consumer.assignment()
        self._consumer.pause(*paused)
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._consumer.poll(timeout_ms=max(1, int(min(left, 0.2) * 1000)))
            if stop:
                break
        self._consumer.resume(*(paused & self._consumer.assignment()))

    def _tell(self, now: float) -> None:
        """For those who watch lag: nothing resumes from what is committed here."""
        if now < self._told + TOLD_EVERY_S:
            return
        self._told = now
        done = {TopicPartition(*where): OffsetAndMetadata(end, "", -1) for where, end in self._ends.items()}
        self._ends = {}
        if done:
            self._consumer.commit_async(done)
        for where in self._consumer.assignment():
            end, position = self._consumer.highwater(where), self._sink.position((where.topic, where.partition))
            if end is not None and position is not None:
                self._lagging.add((where.topic, where.partition))
                LAG.labels(where.topic, where.partition).set(max(0, end - position))
