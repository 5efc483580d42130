"""A real Kafka of a test's own."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from affluent.local.broker import Broker
from affluent.local.child import last_line, start_child
from affluent.local.ports import free_ports
from affluent.local.topics import apply_topics
from runtime.settings import Settings
from tests.connected.waiting import until

START_S = 60
PARTITIONS = 4


@contextmanager
def running_kafka(folder: Path, class_path: tuple[Path, ...]) -> Iterator[str]:
    """The bootstrap address of a running broker with every topic, 4 partitions each."""
    node = Broker(folder, class_path, *free_ports(2))
    node.prepare()
    with running(node):
        yield node.address


@contextmanager
def running(node: Broker, end: signal.Signals = signal.SIGKILL) -> Iterator[None]:
    """The node runs and has every topic."""
    process = start_child(node.command, os.environ, node.folder / "broker.log")
    try:
        _await(node, node.folder / "broker.log")
        apply_topics(Settings(kafka=node.address, partitions=PARTITIONS))
        yield
    finally:
        process.send_signal(end)
        process.wait()


def _await(node: Broker, log: Path) -> None:
    until(lambda: not node.waits_for(), lambda: f"{node.waits_for()}; it last said: {last_line(log)}", START_S)
