"""Intake against a real Kafka, fed by a client that the product does not use, and killed."""

import json
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from kafka import KafkaConsumer, TopicPartition

from affluent.local.ports import free_ports
from events.catalog import Code
from events.dead_letter import DeadLetter, DeadReason
from events.facts import Clicked, Delivery, Ordered
from events.messages import CodeVersion, Envelope, Tick
from events.moments import from_ms
from events.topics import CLICKS, DEAD_LETTERS, RAW, SALES
from intake.process import GROUP
from tests.connected.intake_parts import LINK, PARTITIONS, Feeder, Intake, Journal, Tail
from tests.connected.waiting import until
from tests.unit.intake.records import a_click, an_order


@pytest.fixture
def feeder(broker: str) -> Feeder:
    feeder = Feeder(broker)
    feeder.tell(LINK)
    feeder.flush()
    return feeder


@pytest.fixture(scope="module")
def port() -> int:
    """One for all lives of the process: it is the name under which Kafka gives it its partitions back at once."""
    return free_ports(1)[0]


@pytest.fixture
def intake(broker: str, tmp_path: Path, port: int) -> Iterator[Intake]:
    process = Intake(broker, tmp_path / "intake.log", port).start()
    until(lambda: process.says() == "ready", process.says)
    yield process
    process.end(signal.SIGKILL)


@pytest.fixture
def journal(broker: str) -> Iterator[Journal]:
    tail = Journal(broker)
    yield tail
    tail.close()


def test_sigkill_in_mid_stream_loses_nothing(intake: Intake, feeder: Feeder, journal: Journal) -> None:
    for life in range(3):
        prefix, before = f"kill{life}-", len(journal.deliveries("kill"))
        feeder.clicks(prefix, 8000)
        until(lambda before=before: len(journal.deliveries("kill")) > before + 500, intake.says)  # type: ignore[misc]
        intake.end(signal.SIGKILL)
        intake.start()
    feeder.flush()
    until(lambda: len(journal.deliveries("kill")) >= len(feeder.acked), intake.says)
    assert journal.deliveries("kill") == feeder.acked
    told: dict[Delivery | None, Envelope] = {}
    for one in journal.envelopes:
        assert told.setdefault(one.delivery, one) == one or one.delivery is None  # told twice, it is told the same


def test_poison_becomes_dead_letters_and_the_next_good_event_goes_through(
    broker: str, intake: Intake, feeder: Feeder, journal: Journal
) -> None:
    poison = {
        b"": DeadReason.NOT_JSON,
        b"\xff\xfe poison": DeadReason.NOT_JSON,
        b"[" * 100_000: DeadReason.NOT_JSON,
        b'{"kind": "placed", "kind": "paid"}': DeadReason.INVALID,
        json.dumps(a_click(link="poison-nobody")).encode(): DeadReason.UNKNOWN_LINK,
        b"x" * 900_000: DeadReason.NOT_JSON,
    }
    for value in poison:
        feeder.put(SALES.name if b"kind" in value else CLICKS.name, value)
    feeder.put(SALES.name, an_order(event_id="after-poison"))
    feeder.clicks("after-poison", 20)
    feeder.flush()
    tail = Tail(broker, DEAD_LETTERS.name)
    mine = {delivery for delivery, name in feeder.acked.items() if not name}

    def letters() -> list[DeadLetter]:
        found = map(DeadLetter.model_validate_json, tail.read())
        places = [topic.name for topic in RAW]
        return [one for one in found if Delivery(places.index(one.topic), one.partition, one.offset) in mine]

    until(lambda: len(letters()) == len(poison), lambda: Counter(one.reason for one in letters()))
    kept = {one.value: one.reason for one in letters()}
    assert kept == {value[: 640 * 1024]: reason for value, reason in poison.items()}
    until(lambda: len(journal.deliveries("after-poison")) == 21, intake.says)
    tail.close()


def test_sigterm_ends_within_5_seconds_with_everything_committed(
    broker: str, intake: Intake, feeder: Feeder, journal: Journal
) -> None:
    feeder.clicks("term", 3000)
    feeder.flush()
    until(lambda: len(journal.deliveries("term")) > 0, intake.says)
    assert intake.end(signal.SIGTERM) < 5
    handled = journal.deliveries("term")
    group = KafkaConsumer(bootstrap_servers=broker, group_id=GROUP, enable_auto_commit=False)
    committed = {number: group.committed(TopicPartition(CLICKS.name, number)) for number in range(PARTITIONS)}
    group.close()
    for number, offset in committed.items():
        mine = [delivery.offset for delivery in handled if delivery.partition == number]
        assert not mine or max(mine) < offset


def test_a_code_reaches_its_entity_and_a_click_finds_the_version_in_force(
    intake: Intake, feeder: Feeder, journal: Journal
) -> None:
    code = Code(id="late-code", valid_from=from_ms(5), recorded_at=from_ms(9), shop="shop-9", code="Late10", valid_to=from_ms(20))
    newer = LINK.model_copy(update={"id": "late-link", "slug": "late-link", "valid_from": from_ms(7)})
    feeder.tell(code)
    feeder.tell(newer)
    feeder.flush()
    feeder.put(CLICKS.name, a_click(event_id="on-late-link", link="late-link"))
    feeder.flush()

    def bodies() -> dict[str, object]:
        return {one.key: one.body for one in journal.envelopes_so_far()}

    until(lambda: "k:shop-9/late10" in bodies(), intake.says)
    assert bodies()["k:shop-9/late10"] == CodeVersion("shop-9", "Late10", "late-code@5", 5, 9, 20)
    until(lambda: len(journal.deliveries("on-late-link")) == 1, intake.says)
    clicks = [one.body for one in journal.envelopes if isinstance(one.body, Clicked) and one.body.id == "on-late-link"]
    assert clicks[0].link_version == "late-link@7"


def test_an_event_that_comes_alone_waits_for_no_other(intake: Intake, feeder: Feeder, journal: Journal) -> None:
    for number in range(10):
        feeder.put(SALES.name, an_order(event_id=f"alone{number}"))
        feeder.flush()
        until(lambda number=number: len(journal.deliveries(f"alone{number}")) == 1, intake.says)  # type: ignore[misc]
    orders = [one.body for one in journal.envelopes if isinstance(one.body, Ordered) and one.body.id.startswith("alone")]
    assert {order.received > order.at for order in orders} == {True}


def test_every_clock_hears_how_far_intake_is(intake: Intake, feeder: Feeder, journal: Journal) -> None:
    feeder.clicks("tick-", 40)
    feeder.flush()

    def told() -> dict[str, set[int]]:
        heard = [(one.key, one.body) for one in journal.envelopes_so_far() if isinstance(one.body, Tick)]
        return {f"t:{number}": {tick.partition for key, tick in heard if key == f"t:{number}"} for number in range(PARTITIONS)}

    until(lambda: all(told().values()), told)
    assert len({frozenset(partitions) for partitions in told().values()}) == 1  # each clock hears the same


def test_a_second_intake_joins_and_takes_over_from_a_dead_one(
    broker: str, intake: Intake, feeder: Feeder, journal: Journal, tmp_path: Path
) -> None:
    feeder.clicks("pair-a", 3000)
    second = Intake(broker, tmp_path / "second.log", free_ports(1)[0]).start()
    until(lambda: second.says() == "ready", second.says)
    feeder.clicks("pair-b", 3000)
    intake.end(signal.SIGKILL)
    feeder.clicks("pair-c", 3000)
    feeder.flush()
    until(lambda: len(journal.deliveries("pair")) >= len(feeder.acked), second.says)
    assert journal.deliveries("pair") == feeder.acked
    assert second.end(signal.SIGTERM) < 5


def test_without_kafka_intake_says_what_it_waits_for_and_still_ends(tmp_path: Path, port: int) -> None:
    [nobody] = free_ports(1)
    lonely = Intake(f"127.0.0.1:{nobody}", tmp_path / "intake.log", port).start()
    until(lambda: f"Kafka at 127.0.0.1:{nobody}" in lonely.says(), lonely.says, 15)
    assert lonely.end(signal.SIGTERM) < 5
