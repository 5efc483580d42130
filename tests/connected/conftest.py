"""A real Apache Kafka for every test that needs one; never skipped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from affluent.local.kafka_install import default_cache, installed_kafka
from tests.connected import class_archive
from tests.connected.kafka_node import running_kafka

class_archive.use()


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
    with running_kafka(tmp_path_factory.mktemp("kafka"), class_path) as address:
        yield address
