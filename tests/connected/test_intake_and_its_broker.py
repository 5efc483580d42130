"""A broker of its own for intake, killed in mid-stream."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from affluent.local.ports import free_ports
from affluent.local.topics import apply_topics
from runtime.settings import Settings
from tests.connected.intake_parts import LINK, PARTITIONS, Feeder, Intake, Journal, Node
from tests.connected.waiting import until


@pytest.fixture
def port() -> int:
    return free_ports(1)[0]


@pytest.fixture
def node(class_path: tuple[Path, ...], tmp_path: Path) -> Iterator[Node]:
    node = Node(class_path, tmp_path / "kafka")
    node.start()
    apply_topics(Settings(kafka=node.address, partitions=PARTITIONS))
    yield node
    node.kill()


def test_a_broker_that_is_killed_and_comes_back_loses_nothing(node: Node, tmp_path: Path, port: int) -> None:
    feeder, before = Feeder(node.address), Journal(node.address)
    feeder.tell(LINK)
    intake = Intake(node.address, tmp_path / "intake.log", port).start()
    feeder.clicks("broker-", 4000)
    until(lambda: len(before.deliveries("broker-")) > 100, intake.says)
    before.close()
    node.kill()
    node.start()
    feeder.clicks("broker-", 1000)
    feeder.flush()
    after = Journal(node.address)
    until(lambda: len(after.deliveries("broker-")) >= len(feeder.acked), intake.says, 60)
    assert after.deliveries("broker-") == feeder.acked
    assert intake.end(signal.SIGTERM) < 5
    after.close()
