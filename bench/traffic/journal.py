"""The realistic traffic as intake writes it into the journal, bundled; and the catalog in its topic."""

from collections.abc import Iterable, Iterator

from bench.traffic.contracts import catalog
from bench.traffic.realistic import Raw
from events.addressing import partition_of
from events.catalog import Code
from events.catalog_book import CatalogBook
from events.journal import encode_bundle
from events.messages import Envelope
from events.topics import CATALOG_TOPIC, JOURNAL
from intake.door import Door
from intake.translation import code_envelope
from runtime.kafka import producer
from runtime.kafka_records import Record
from runtime.settings import Settings


class KnownCatalog:
    """A catalog that is in memory already."""

    def __init__(self) -> None:
        self.book = CatalogBook()
        for entry in catalog():
            self.book.add(entry)

    def catch_up(self, seconds: float = 30) -> CatalogBook:  # noqa: ARG002  as a feed is asked
        """There is nothing more to come."""
        return self.book


def envelopes(records: Iterable[Raw], now_ms: int) -> Iterator[Envelope]:
    """What intake makes of raw records written at that moment, each in a raw partition of its own topic."""
    door = Door(KnownCatalog())
    for offset, (topic, key, value) in enumerate(records):
        envelope = door.envelope(Record(topic, 0, offset, value, key, now_ms))
        if envelope is not None:
            yield envelope


def code_versions() -> list[Envelope]:
    """The promo codes of the catalog, as messages."""
    return [code_envelope(entry) for entry in catalog() if isinstance(entry, Code)]


def bundles(messages: Iterable[Envelope], partitions: int, most: int = 100) -> Iterator[tuple[int, bytes]]:
    """(partition, bytes) of journal records of up to `most` messages each."""
    open_bundles: list[list[Envelope]] = [[] for _ in range(partitions)]
    for message in messages:
        home = partition_of(message.key, partitions)
        open_bundles[home].append(message)
        if len(open_bundles[home]) == most:
            yield home, encode_bundle(tuple(open_bundles[home]))
            open_bundles[home] = []
    yield from ((home, encode_bundle(tuple(left))) for home, left in enumerate(open_bundles) if left)


def write_catalog(settings: Settings) -> None:
    """Tell the catalog to every process."""
    with producer(settings) as sender:
        for entry in catalog():
            key = f"{entry.kind}:{entry.ref}".encode()
            sender.send(CATALOG_TOPIC.name, entry.model_dump_json().encode(), key=key)
        sender.flush()


def write_journal(settings: Settings, records: Iterable[tuple[int, bytes]]) -> int:
    """Write journal records; returns how many."""
    count = 0
    with producer(settings, batch_size=512 * 1024, compression_type=None, linger_ms=5) as sender:
        for count, (home, value) in enumerate(records, 1):  # noqa: B007
            sender.send(JOURNAL.name, value, partition=home)
        sender.flush()
    return count
