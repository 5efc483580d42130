"""The sink's two halves: neither waits for the other's inserts, and a write takes all that has come by then."""

import threading
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from kafka import TopicPartition

from consumers.feed import Feed
from consumers.half import DECIDED, FACTS
from consumers.records import TOPICS
from consumers.sink import Sink
from events.topics import ATTRIBUTIONS, JOURNAL
from runtime.kafka_records import Record
from runtime.stopping import Stop
from tests.integration.books import EPOCH, IDS, a_click, a_decision, attributed, journal
from warehouse.connect import Warehouse
from warehouse.tables import CLICKS, DECISIONS, Table

PATIENCE_S = 30


class Consumer:
    """Has one partition, and yields what it is told to, one answer for each time it is asked."""

    def __init__(self, topic: str, *answers: Sequence[Record]) -> None:
        self._place, self._answers = TopicPartition(topic, 0), list(answers)

    def __getattr__(self, name: str) -> Any:
        return lambda *given, **named: None  # seek, commit and the like

    def assignment(self) -> set[TopicPartition]:
        return {self._place}

    def end_offsets(self, places: Iterable[TopicPartition]) -> dict[TopicPartition, int]:
        return dict.fromkeys(places, 9)

    def poll(self, **named: Any) -> dict[TopicPartition, Sequence[Record]]:
        return {self._place: self._answers.pop(0)} if self._answers else {}


class Inserts:
    """Stands in the way of every insert: counts its rows, and holds those into one table back until they may go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, held: Table | None = None) -> None:
        self.came: list[tuple[Table, int]] = []
        self.held, self.go = threading.Event(), threading.Event()
        self.stored = {table: threading.Event() for table in (CLICKS, DECISIONS)}
        insert = Warehouse.insert

        def watched(warehouse: Warehouse, table: Table, rows: Sequence[Any]) -> None:
            self.came.append((table, len(rows)))
            if table is held:
                self.held.set()
                assert self.go.wait(PATIENCE_S)
            insert(warehouse, table, rows)
            if table in self.stored:
                self.stored[table].set()

        monkeypatch.setattr(Warehouse, "insert", watched)


def a_feed(warehouse: Warehouse, consumer: Consumer, topic: str) -> Feed:
    return Feed(consumer, Sink(warehouse, EPOCH, IDS, lambda letter: None), (topic,))


def test_each_topic_belongs_to_one_half() -> None:
    assert sorted(FACTS.topics + DECIDED.topics) == sorted(TOPICS)


def test_decisions_are_stored_while_facts_can_not_be(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    inserts, stop = Inserts(monkeypatch, held=CLICKS), Stop()
    facts = a_feed(warehouse, Consumer(JOURNAL.name, [], [journal(0, 0, a_click("c1", (0, 0, 0)))]), JOURNAL.name)
    told = Consumer(ATTRIBUTIONS.name, [], [attributed(0, 0, a_decision("o1", 881, ("e1",)))])
    decided = a_feed(warehouse, told, ATTRIBUTIONS.name)
    facts_thread, decided_thread = (threading.Thread(target=feed.run, args=(stop,)) for feed in (facts, decided))
    facts_thread.start()
    assert inserts.held.wait(PATIENCE_S)
    decided_thread.start()
    assert inserts.stored[DECISIONS].wait(PATIENCE_S)
    assert not inserts.stored[CLICKS].is_set()
    inserts.go.set()
    assert inserts.stored[CLICKS].wait(PATIENCE_S)
    stop.set()
    for thread in (facts_thread, decided_thread):
        thread.join(PATIENCE_S)
    assert [row["rows"] for name in ("clicks", "decisions") for row in warehouse.rows(f"SELECT count() AS rows FROM {name}")] == [
        1,
        1,
    ]


def test_what_came_while_it_rested_is_written_with_the_rest(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    inserts, stop = Inserts(monkeypatch), Stop()
    first, second = (journal(0, offset, a_click(f"c{offset}", (0, 0, offset))) for offset in (0, 1))
    feed = a_feed(warehouse, Consumer(JOURNAL.name, [], [first], [second]), JOURNAL.name)
    thread = threading.Thread(target=feed.run, args=(stop,))
    thread.start()
    assert inserts.stored[CLICKS].wait(PATIENCE_S)
    stop.set()
    thread.join(PATIENCE_S)
    assert [rows for table, rows in inserts.came if table is CLICKS] == [2]
