"""A real Apache Kafka for every test that needs one; never skipped."""

import os
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # kafka-python reads its own schemas by a deprecated call
    import kafka  # noqa: F401

from affluent.local.broker import Broker
from affluent.local.child import last_line, start_child
from affluent.local.kafka_install import default_cache, installed_kafka
from affluent.local.ports import free_ports
from affluent.local.topics import apply_topics
from runtime.settings import Settings

START_S = 60
PARTITIONS = 4


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is `connected`."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.connected)


@pytest.fixture(scope="session")
def class_path() -> tuple[Path, ...]:
    """A whole Kafka, fetched once for this user and checked against the lock."""
    return installed_kafka(default_cache(), Console(stderr=True))


@pytest.fixture(scope="session")
def broker(class_path: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The bootstrap address of a running broker with every topic, 4 partitions each."""
    folder = tmp_path_factory.mktemp("kafka")
    node = Broker(folder, class_path, *free_ports(2))
    node.prepare()
    process = start_child(node.command, os.environ, folder / "broker.log")
    try:
        _await(node, folder / "broker.log")
        apply_topics(Settings(kafka=node.address, partitions=PARTITIONS))
        yield node.address
    finally:
        process.kill()
        process.wait()


def _await(node: Broker, log: Path) -> None:
    deadline = time.monotonic() + START_S
    while waits_for := node.waits_for():
        assert time.monotonic() < deadline, f"{waits_for}; it last said: {last_line(log)}"
        time.sleep(0.1)
