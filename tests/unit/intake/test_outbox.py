"""An offset is committed only when everything sent for it, and before it, has Kafka's ack."""

from typing import Any

import pytest
from kafka import TopicPartition
from kafka.errors import KafkaTimeoutError
from kafka.future import Future

from events.journal import decode_bundle
from events.messages import Tick
from events.topics import DEAD_LETTERS, JOURNAL
from intake.bundler import ClosedBundle
from intake.outbox import Outbox

SOURCE, OTHER = TopicPartition("affluent.clicks.v1", 0), TopicPartition("affluent.sales.v1", 1)
BUNDLE = ClosedBundle(1, b"bundle", 1)
DONE: dict[TopicPartition, int] = {}


class Answer(Future):  # type: ignore[misc]
    """kafka-python's future with the producer's way to ask."""

    def get(self, timeout: float | None = None) -> Any:
        if not self.is_done:
            raise KafkaTimeoutError
        if self.exception:
            raise self.exception
        return self.value


class Sent:
    """What a producer was given, each with the ack that the test gives or withholds."""

    def __init__(self) -> None:
        self.records: list[tuple[str, bytes, dict[str, Any]]] = []
        self.acks: list[Answer] = []

    def send(self, topic: str, value: bytes, **where: Any) -> Answer:
        self.records.append((topic, value, where))
        self.acks.append(Answer())
        return self.acks[-1]


@pytest.fixture
def sent() -> Sent:
    return Sent()


def test_nothing_is_safe_before_the_ack(sent: Sent) -> None:
    outbox = Outbox(sent, 4)
    outbox.bundle(BUNDLE)
    outbox.handled(SOURCE, 8)
    outbox.seal()
    assert (outbox.settled(), outbox.empty) == (DONE, False)
    sent.acks[0].success(None)
    assert (outbox.settled(), outbox.empty) == ({SOURCE: 8}, True)


def test_a_later_parcel_waits_for_the_earlier_one(sent: Sent) -> None:
    outbox = Outbox(sent, 4)
    for offset in (8, 9):
        outbox.dead_letter(b"key", b"letter")
        outbox.handled(SOURCE, offset)
        outbox.seal()
    sent.acks[1].success(None)
    assert outbox.settled() == {}
    sent.acks[0].success(None)
    assert outbox.settled() == {SOURCE: 9}


def test_input_that_led_to_nothing_is_committed_too(sent: Sent) -> None:
    outbox = Outbox(sent, 4)
    outbox.handled(OTHER, 5)
    outbox.seal()
    assert outbox.settled() == {OTHER: 5}


def test_a_send_that_failed_for_good_is_raised_and_commits_nothing(sent: Sent) -> None:
    outbox = Outbox(sent, 4)
    outbox.bundle(BUNDLE)
    outbox.handled(SOURCE, 8)
    outbox.seal()
    sent.acks[0].failure(KafkaTimeoutError("delivery"))
    with pytest.raises(KafkaTimeoutError, match="delivery"):
        outbox.settled()


def test_every_clock_is_told_but_only_after_what_the_tick_covers(sent: Sent) -> None:
    outbox = Outbox(sent, 2)
    outbox.bundle(BUNDLE)
    outbox.seal([Tick(0, 3, 1000), Tick(1, 0, 2000)])
    assert outbox.settled() == {}
    assert len(sent.records) == 1
    sent.acks[0].success(None)
    assert outbox.settled() == {}
    told = [(topic, where["partition"], decode_bundle(value)) for topic, value, where in sent.records[1:]]
    assert [(topic, partition, {one.key for one in messages}) for topic, partition, messages in told] == [
        (JOURNAL.name, 0, {"t:0"}),
        (JOURNAL.name, 1, {"t:1"}),
    ]
    assert [one.body for one in told[0][2]] == [Tick(0, 3, 1000), Tick(1, 0, 2000)]
    assert not outbox.empty


def test_records_go_where_they_belong(sent: Sent) -> None:
    outbox = Outbox(sent, 2)
    outbox.bundle(BUNDLE)
    outbox.dead_letter(b"key", b"letter")
    assert sent.records == [
        (JOURNAL.name, b"bundle", {"partition": 1}),
        (DEAD_LETTERS.name, b"letter", {"key": b"key"}),
    ]
