"""The overrides of Faust, against the installed Faust."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from faust.transport.drivers import aiokafka as driver

from domain.attribution.rows import DeviceRow, encode_row
from events.messages import Touch
from events.topics import CHANGELOG
from runtime.catalog_feed import CatalogFeed
from runtime.settings import Settings
from streams.app import TABLE, attribution, make_app
from streams.faust_rim.consumer import SafeConsumer
from streams.faust_rim.recovery import SafeRecovery


@pytest.fixture
async def app(tmp_path: Path) -> Any:
    settings = Settings(streams_dir=tmp_path)
    return make_app(settings, attribution(settings, CatalogFeed(settings)))


def a_row(applied: int, *touches: str) -> bytes:
    return encode_row(DeviceRow(applied=applied, touches={id: Touch(id, 1, 1, "L@0") for id in touches}))


def written(key: bytes, value: bytes | None) -> Any:
    return SimpleNamespace(message=SimpleNamespace(key=key, value=value, partition=2))


async def test_the_app_uses_all_three_overrides_and_the_changelog_that_is_created_for_it(app: Any) -> None:
    assert isinstance(app.tables.recovery, SafeRecovery)
    assert driver.Transport.Consumer is SafeConsumer
    assert app.tables[TABLE].changelog_topic.get_topic_name() == CHANGELOG.name


async def test_recovery_takes_the_newer_row_whatever_a_worker_that_lost_its_partition_wrote(app: Any) -> None:
    table = app.tables[TABLE]
    newer, older = a_row(512, "t1", "t2"), a_row(256, "t1")
    table.apply_changelog_batch([written(b"v:a", newer), written(b"v:a", older)])
    assert table.rows == {b"v:a": newer}
    table.apply_changelog_batch([written(b"v:a", None)])
    assert table.rows == {}


async def test_a_row_that_was_staged_is_known_to_belong_to_its_partition(app: Any) -> None:
    table = app.tables[TABLE]
    table.stage(3, b"v:a", a_row(1))
    table.stage(3, b"v:b", a_row(1))
    table.stage(3, b"v:b", None)
    assert (list(table.rows), table._homes[b"v:a"]) == ([b"v:a"], 3)
