"""What the sink does after a crash: nothing lost, nothing there twice."""

from collections.abc import Mapping
from typing import Any

import pytest
from clickhouse_connect.driver.exceptions import OperationalError

from consumers.progress import WrongEpoch, progress_of, refuse_past_epoch
from consumers.sink import Sink
from dashboards.reconcile import reconcile
from events.dead_letter import DeadLetter
from events.topics import ATTRIBUTIONS, DEAD_LETTERS, JOURNAL
from runtime.kafka_records import Record
from tests.integration.books import EPOCH, IDS, a_click, a_decision, a_shop_day, a_sink, attributed, journal, sunk
from warehouse.connect import Warehouse
from warehouse.tables import Table

COUNTED = (
    "clicks", "orders", "refunds", "costs", "engagements", "deliveries", "attributions", "decisions", "dead_letters", "late",
)  # fmt: skip


class Killed(Exception):
    pass


class Dying:
    """A warehouse whose process dies after so many inserts; what was inserted stays."""

    def __init__(self, warehouse: Warehouse, inserts: int, how: type[Exception] = Killed) -> None:
        self._warehouse, self.left, self._how = warehouse, inserts, how

    def __getattr__(self, name: str) -> Any:
        return getattr(self._warehouse, name)

    def insert(self, table: Table, rows: Any) -> None:
        if not self.left:
            raise self._how("the connection is gone")
        self.left -= 1
        self._warehouse.insert(table, rows)

    def insert_all(self, tables: Mapping[Table, Any]) -> None:
        for table, rows in tables.items():
            self.insert(table, rows)


def physical(warehouse: Warehouse) -> dict[str, int]:
    return {name: warehouse.rows(f"SELECT count() AS rows FROM {name}")[0]["rows"] for name in COUNTED}


def replayed(warehouse: Warehouse) -> None:
    """A new sink reads on from where the warehouse says; the log is all of the shop's day."""
    sink = a_sink(warehouse)
    for record in a_shop_day():
        sink.take(record)
    sink.flush()


@pytest.mark.parametrize("inserts", range(12))
def test_a_crash_between_two_tables_leaves_no_row_out_and_none_twice(warehouse: Warehouse, inserts: int) -> None:
    sink = a_sink(Dying(warehouse, inserts))  # type: ignore[arg-type]  # all that the sink asks of a warehouse
    for record in a_shop_day():
        sink.take(record)
    with_all = inserts > 10
    if not with_all:
        with pytest.raises(Killed):
            sink.flush()
    replayed(warehouse)
    replayed(warehouse)
    books = reconcile(warehouse, EPOCH)
    assert books["differences"] == []
    assert books["balanced"]
    rows = physical(warehouse)
    assert rows == {
        "clicks": 1, "orders": 2, "refunds": 1, "costs": 1, "engagements": 1, "deliveries": 8, "attributions": 4, "decisions": 2,
        "dead_letters": 1, "late": 1,
    }  # fmt: skip


def test_an_insert_that_failed_but_was_stored_is_not_repeated(warehouse: Warehouse) -> None:
    class Answerless(Dying):
        def insert(self, table: Table, rows: Any) -> None:
            self._warehouse.insert(table, rows)
            if self.left:
                self.left -= 1
                raise OperationalError("connection reset by peer")

    sink = a_sink(Answerless(warehouse, 20))  # type: ignore[arg-type]  # all that the sink asks of a warehouse
    for record in a_shop_day():
        sink.take(record)
    failures = 0
    while True:
        try:
            sink.flush()
        except OperationalError:
            failures += 1
        else:
            break
    assert failures >= 10
    assert physical(warehouse)["deliveries"] == 8
    assert reconcile(warehouse, EPOCH)["differences"] == []


def test_a_record_that_was_stored_before_is_not_taken_again(warehouse: Warehouse) -> None:
    sunk(a_sink(warehouse), *a_shop_day())
    assert a_sink(warehouse).adopt((JOURNAL.name, 0)) == 2
    replayed(warehouse)
    assert physical(warehouse)["clicks"] == 1


def test_partitions_taken_away_are_not_written(warehouse: Warehouse) -> None:
    sink = a_sink(warehouse)
    sink.take(journal(0, 0, a_click("c1", (0, 0, 0))))
    sink.take(journal(1, 0, a_click("c2", (0, 1, 0))))
    sink.let_go([(JOURNAL.name, 0)])
    assert sink.flush() == {(JOURNAL.name, 1): 1}
    assert [row["event_id"] for row in warehouse.rows("SELECT event_id FROM clicks")] == ["c2"]


def test_a_partition_that_was_not_adopted_is_not_read(warehouse: Warehouse) -> None:
    sink = a_sink(warehouse)
    sink.let_go([(JOURNAL.name, 0)])
    sink.take(journal(0, 0, a_click("c1", (0, 0, 0))))
    assert sink.flush() == {}


@pytest.mark.parametrize("topic", [JOURNAL.name, ATTRIBUTIONS.name])
@pytest.mark.parametrize("value", [b"", b"{", b"\xff\x00", None], ids=["empty", "cut off", "binary", "absent"])
def test_a_record_that_can_not_be_read_is_dead_lettered_with_its_bytes(
    warehouse: Warehouse, topic: str, value: bytes | None
) -> None:
    refused: list[DeadLetter] = []
    sink = a_sink(warehouse, refused)
    sunk(sink, Record(topic, 0, 0, value, key=b"k"), journal(1, 0, a_click("c1", (0, 0, 0))))
    [letter] = refused
    assert (letter.topic, letter.partition, letter.offset, letter.value, letter.key) == (topic, 0, 0, value or b"", b"k")
    assert progress_of(warehouse, EPOCH, (topic, 0), "an-id").offset == 1
    assert physical(warehouse)["clicks"] == 1


def test_a_dead_letter_that_can_not_be_read_is_kept_without_writing_another(warehouse: Warehouse) -> None:
    refused: list[DeadLetter] = []
    sunk(a_sink(warehouse, refused), Record(DEAD_LETTERS.name, 0, 0, b"rubbish"))
    assert refused == []
    [row] = warehouse.select("dead_letters", limit=10)
    assert (row["topic"], row["offset"], row["value"]) == (DEAD_LETTERS.name, 0, "cnViYmlzaA==")


def test_a_dead_letter_that_kafka_does_not_take_stops_the_sink(warehouse: Warehouse) -> None:
    def refuse(letter: DeadLetter) -> None:
        raise Killed

    sink = Sink(warehouse, EPOCH, IDS, refuse)
    sink.adopt((JOURNAL.name, 0))
    with pytest.raises(Killed):
        sink.take(Record(JOURNAL.name, 0, 0, b"rubbish"))
    assert sink.flush() == {}


def test_a_topic_made_anew_needs_a_new_epoch(warehouse: Warehouse) -> None:
    sunk(a_sink(warehouse), *a_shop_day())
    with pytest.raises(WrongEpoch, match="AFFLUENT_EPOCH"):
        progress_of(warehouse, EPOCH, (JOURNAL.name, 0), "another-id")
    assert progress_of(warehouse, EPOCH + 1, (JOURNAL.name, 0), "another-id").offset == 0


def test_an_epoch_that_has_passed_is_refused(warehouse: Warehouse) -> None:
    refuse_past_epoch(warehouse, EPOCH)
    sunk(a_sink(warehouse), *a_shop_day())
    refuse_past_epoch(warehouse, EPOCH + 1)
    with pytest.raises(WrongEpoch, match="has passed"):
        refuse_past_epoch(warehouse, EPOCH - 1)


def test_a_journal_read_again_in_a_new_epoch_changes_no_fact(warehouse: Warehouse) -> None:
    sunk(a_sink(warehouse), *a_shop_day())
    before = warehouse.rows("SELECT event_id, _epoch FROM clicks FINAL"), warehouse.select("conservation")
    again = Sink(warehouse, EPOCH + 1, IDS, lambda letter: None)
    for partition in (0, 1):
        again.adopt((JOURNAL.name, partition))
    for record in a_shop_day()[:3]:
        again.take(record)
    again.flush()
    assert (warehouse.rows("SELECT event_id, _epoch FROM clicks FINAL"), warehouse.select("conservation")) == before


def test_versions_of_a_decision_repeated_by_streams_are_one(warehouse: Warehouse) -> None:
    sink = a_sink(warehouse)
    sunk(sink, attributed(0, 0, a_decision("o1", 90, ("e1",))))
    sunk(sink, attributed(0, 1, a_decision("o1", 90, ("e1",))))
    assert len(warehouse.rows("SELECT * FROM attributions FINAL")) == 2
    assert warehouse.select("reconcile/repeated", epoch=1, most=9, journal=[9], decided=[9, 9], refused=[9]) == []
