"""How long a bundle may wait for company: longer while streams lags, because each bundle costs a worker one wait."""

import logging
import threading

from kafka import KafkaConsumer
from kafka.errors import KafkaError

from events.topics import JOURNAL
from runtime.kafka import consumer, partitions_of
from runtime.settings import Settings
from runtime.stopping import Stop

log = logging.getLogger(__name__)

STREAMS_GROUP = "affluent-streams"
SHORTEST_S, LONGEST_S = 0.020, 0.200
FAR_BEHIND = 2000
"""Bundles behind at which the linger is longest."""
LOOK_EVERY_S = 3.0


def linger_for(lag: int) -> float:
    """Seconds to wait for company when streams is `lag` bundles behind."""
    return SHORTEST_S + (LONGEST_S - SHORTEST_S) * min(max(lag, 0) / FAR_BEHIND, 1.0)


class Pace:
    """Looks at how far streams is behind, from a thread of its own."""

    def __init__(self, settings: Settings) -> None:
        self.linger_s = SHORTEST_S
        self.kafka_answers = True
        self._settings = settings
        self._stop = Stop()
        self._thread = threading.Thread(target=self._run, name="pace", daemon=True)

    def start(self) -> "Pace":
        """Begin to look."""
        self._thread.start()
        return self

    def close(self) -> None:
        """Stop looking; the thread ends by itself."""
        self._stop.set()

    def _run(self) -> None:
        while not self._stop:
            try:
                self._look_until_it_fails()
            except (KafkaError, LookupError) as why:
                self.kafka_answers = False
                log.warning("the lag of streams can't be read: %s", why)
                self._stop.wait(LOOK_EVERY_S)

    def _look_until_it_fails(self) -> None:
        client = consumer(self._settings, group_id=STREAMS_GROUP, allow_auto_create_topics=False)
        try:
            while not self._stop:
                self.linger_s = linger_for(_lag(client))
                self.kafka_answers = True
                self._stop.wait(LOOK_EVERY_S)
        finally:
            client.close(autocommit=False, timeout_ms=1000)


def _lag(client: KafkaConsumer) -> int:
    journal = partitions_of(client, JOURNAL.name)
    ends = client.end_offsets(journal, timeout_ms=5000)
    return sum(int(ends[one]) - int(client.committed(one, timeout_ms=5000) or 0) for one in journal)
