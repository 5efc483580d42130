"""The warehouse's process on a real Kafka: stored once, whatever happens to it."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.kafka_records import Record
from tests.connected.kafka_node import running_kafka
from tests.connected.warehouse_desk import END_S, PLAIN, UNDER_OUTAGE, Desk, Ended, Process, running
from tests.integration.books import a_click, a_decision, an_order, attributed, journal


@pytest.fixture(scope="module")
def kafka(class_path: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One of its own: the sink reads all that stands in its topics, and other tests write there too."""
    with running_kafka(tmp_path_factory.mktemp("kafka"), class_path) as address:
        yield address


@pytest.fixture
def desk(kafka: str, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(kafka, tmp_path)
    yield desk
    desk.producer.close(2)


def numbers(process: Process) -> dict[str, int]:
    [homes] = process.get("/v1/queries/conservation")
    return dict(homes)


def caught_up(desk: Desk, process: Process) -> dict[str, int]:
    """The numbers once everything that earlier tests wrote is stored: each partition's last record is ours."""
    known = numbers(process)["facts"]
    for partition in range(4):
        desk.write(
            journal(partition, 0, a_click(f"last-of-{partition}-{time.monotonic_ns()}", (0, 4, time.monotonic_ns() % 10**9)))
        )
    process.eventually("/v1/queries/conservation", lambda rows: rows[0]["facts"] >= known + 4)
    while True:
        now = numbers(process)
        time.sleep(1)
        if numbers(process) == now:
            return now


def test_a_record_is_stored_once_through_kills(desk: Desk) -> None:
    """Kafka's offsets are of this topic's whole life; the warehouse starts with all of it."""
    with running(desk) as process:
        before = numbers(process)["facts"]
        process.child.send_signal(signal.SIGKILL)
        process.child.wait()
    for kill in range(3):
        with running(desk) as process:
            for place in range(20):
                n = 20 * kill + place
                desk.write(journal(n % 4, 0, a_click(f"k{n}", (0, 0, n)), an_order(f"s{n}", f"so{n}", 1_000, (1, 0, n))))
                desk.write(attributed(n % 4, 0, a_decision(f"so{n}", 881, (f"s{n}",), version=n)))
            process.child.send_signal(signal.SIGKILL)
            process.child.wait()
    with running(desk) as process:
        process.eventually("/v1/queries/conservation", lambda rows: rows[0]["facts"] == before + 120)
        books = process.eventually("/v1/reconcile", lambda books: books["decided"] == 60)
        assert [each for each in books["differences"] if each["what"] != "deliveries_missing"] == []
        desk.write(journal(0, 0, a_click("quick", (0, 1, 0))))
        process.eventually("/v1/queries/conservation", lambda rows: rows[0]["facts"] == before + 121)
        process.child.send_signal(signal.SIGTERM)
        assert process.child.wait(END_S) == 0, desk.log()[-2000:]


def test_a_record_that_can_not_be_read_becomes_a_dead_letter_and_can_be_sent_again(desk: Desk) -> None:
    with running(desk) as process:
        desk.write(Record("affluent.journal.v1", 0, 0, b"no bundle"))
        [letter] = process.eventually("/v1/dead-letters", lambda rows: [row for row in rows if row["detail"]])[:1]
        assert (letter["topic"], letter["value"], letter["replayed_at"]) == ("affluent.journal.v1", "bm8gYnVuZGxl", None)
        [outcome] = process.post("/v1/dead-letters/replay", {"letters": [letter["letter"]]})
        assert outcome["outcome"] == "sent again"
        [outcome] = process.post("/v1/dead-letters/replay", {"letters": [letter["letter"]]})
        assert outcome["outcome"] == "was sent again before"
        process.eventually("/v1/dead-letters", lambda rows: len(rows) == 2)


def test_while_the_warehouse_is_down_partitions_stay_and_nothing_is_lost(desk: Desk, tmp_path: Path) -> None:
    outage = tmp_path / "outage"
    desk.environment["OUTAGE"] = str(outage)
    with running(desk, UNDER_OUTAGE + PLAIN) as process:
        before = caught_up(desk, process)
        adoptions = desk.log().count("goes on at")
        outage.touch()
        for n in range(30):
            desk.write(journal(n % 4, 0, a_click(f"outage{n}", (0, 3, n))))
        process.eventually_says("/readyz", "the warehouse does not answer")
        time.sleep(2)  # an outage is only one if it lasts
        during = numbers(process)
        outage.unlink()
        after = process.eventually("/v1/queries/conservation", lambda rows: rows[0]["facts"] == before["facts"] + 30)[0]
        assert during == before
        assert after["dead_letters"] == before["dead_letters"]
        assert desk.log().count("goes on at") == adoptions
        assert process.get("/readyz") == {"status": "ready"}


def test_an_epoch_that_the_warehouse_has_passed_ends_the_process(desk: Desk) -> None:
    desk.environment["AFFLUENT_EPOCH"] = "2"
    with running(desk) as process:
        desk.write(journal(0, 0, a_click("epoch", (0, 2, 0))))
        process.eventually("/v1/queries/conservation", lambda rows: rows[0]["facts"] > 0)
        process.child.send_signal(signal.SIGTERM)
        assert process.child.wait(END_S) == 0
    desk.environment["AFFLUENT_EPOCH"] = "1"
    with pytest.raises(Ended, match="AFFLUENT_EPOCH 1 has passed"):
        desk.start()
