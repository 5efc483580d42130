"""The catalog in every process: read to its end before anything is handled, then kept up to date by a thread."""

import logging
import threading

from kafka import KafkaConsumer
from pydantic import ValidationError

from events.catalog import CATALOG
from events.catalog_book import CatalogBook
from events.topics import CATALOG_TOPIC
from runtime.kafka import consumer, partitions_of
from runtime.settings import Settings
from runtime.stopping import Stop

log = logging.getLogger(__name__)
POLL_MS = 200
LONGEST_FETCH_MS = 5_000
"""The broker answers as soon as there is a record. Ten empty answers a second cost each process a fiftieth of a core."""


class CatalogFeed:
    """Tails the compacted catalog topic into a `CatalogBook`; the book is shared and only grows."""

    def __init__(self, settings: Settings) -> None:
        self.book = CatalogBook()
        self._settings = settings
        self._position = 0
        self._moved = threading.Condition()
        self._stop = Stop()
        self._client: KafkaConsumer | None = None
        self._thread = threading.Thread(target=self._run, name="catalog-feed", daemon=True)

    def start(self, seconds: float = 30) -> "CatalogFeed":
        """Read to the end as it is now; raises TimeoutError or LookupError (no such topic)."""
        self._client = consumer(self._settings, fetch_max_wait_ms=LONGEST_FETCH_MS)
        tail = partitions_of(self._client, CATALOG_TOPIC.name)
        self._client.assign(tail)
        self._client.seek_to_beginning(*tail)
        end = int(self._client.end_offsets(tail)[tail[0]])
        self._thread.start()
        self.wait_for(end, seconds)
        return self

    def end(self) -> int:
        """The topic's end offset as the broker tells it now."""
        with_end = consumer(self._settings, bootstrap_timeout_ms=5_000)  # somebody waits for the answer
        try:
            tail = partitions_of(with_end, CATALOG_TOPIC.name)
            return int(with_end.end_offsets(tail)[tail[0]])
        finally:
            with_end.close()

    def catch_up(self, seconds: float = 30) -> CatalogBook:
        """Read to the end as it is now, so that what was told before this call is in the book."""
        self.wait_for(self.end(), seconds)
        return self.book

    def wait_for(self, offset: int, seconds: float) -> None:
        """Wait until everything before an offset is in the book; raises TimeoutError."""
        with self._moved:
            if not self._moved.wait_for(lambda: self._position >= offset, seconds):
                raise TimeoutError(f"the catalog was read to {self._position} of {offset} in {seconds:.0f} s")

    def close(self) -> None:
        """Stop reading."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(5)
        elif self._client and not self._thread.ident:  # never got as far as reading
            self._client.close()

    def _run(self) -> None:
        while not self._stop:
            try:
                self._read_some()
            except Exception:
                log.exception("the catalog feed could not read; it tries again")
                self._stop.wait(1)
        if self._client:
            self._client.close()

    def _read_some(self) -> None:
        assert self._client is not None
        for records in self._client.poll(timeout_ms=POLL_MS).values():
            for record in records:
                self._take(record.value)
        tail = next(iter(self._client.assignment()))
        with self._moved:
            self._position = int(self._client.position(tail))
            self._moved.notify_all()

    def _take(self, value: bytes | None) -> None:
        if value is None:
            return
        try:
            self.book.add(CATALOG.validate_json(value))
        except ValidationError as why:
            log.error("a catalog record is not readable: %s", why.errors(include_input=False))
