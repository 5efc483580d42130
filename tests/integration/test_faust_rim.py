"""The overrides of Faust, against the installed Faust."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from domain.attribution.rows import DeviceRow, encode_row
from events.messages import Touch
from events.topics import CHANGELOG
from runtime.catalog_feed import CatalogFeed
from runtime.settings import Settings
from streams.app import TABLE, attribution, make_app
from streams.faust_rim import table as table_module
from streams.faust_rim.batches import Landed
from streams.faust_rim.consumer import SafeConsumer
from streams.faust_rim.recovery import SafeRecovery
from streams.faust_rim.table import BatchedTable


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


async def test_the_rows_of_a_partition_that_is_no_longer_ours_are_forgotten(app: Any) -> None:
    table = app.tables[TABLE]
    for key in (b"t:1", b"t:2", b"t:3"):
        table.stage(int(key[2:]), key, a_row(1))
    table.recover([written(b"t:0", a_row(1)).message])
    await table.on_recovery_completed({TP(CHANGELOG.name, number) for number in range(4)}, set())
    assert sorted(table.rows) == [b"t:0", b"t:1", b"t:2", b"t:3"]
    await table.on_recovery_completed({TP(CHANGELOG.name, 0), TP(CHANGELOG.name, 3)}, set())
    assert sorted(table.rows) == [b"t:0", b"t:3"]


def lands(table: Any, monkeypatch: pytest.MonkeyPatch, *landed: Landed) -> Any:
    async def write(producer: Any, records: Any) -> tuple[Landed, ...]:
        return landed

    monkeypatch.setattr(table_module, "write", write)
    monkeypatch.setattr(BatchedTable, "producer", None)
    return table.flush()


async def test_rows_of_our_own_are_not_read_again_unless_another_wrote_in_between(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, changelog = app.tables[TABLE], TP(CHANGELOG.name, 1)
    await lands(table, monkeypatch, Landed(1, 10, 14))
    assert table.persisted_offset(changelog) is None
    table.is_whole(1, 14)
    await lands(table, monkeypatch, Landed(1, 15, 19), Landed(1, 20, 20), Landed(2, 21, 30))
    assert table.persisted_offset(changelog) == 20
    await lands(table, monkeypatch, Landed(1, 22, 30))
    await lands(table, monkeypatch, Landed(1, 31, 40))
    assert table.persisted_offset(changelog) == 20


async def test_a_partition_that_comes_back_is_read_from_its_beginning(app: Any) -> None:
    table, kept, lost = app.tables[TABLE], TP(CHANGELOG.name, 1), TP(CHANGELOG.name, 2)
    table.is_whole(1, 14)
    table.is_whole(2, 15)
    await table.on_rebalance({kept}, {lost}, set())
    await table.on_rebalance({kept, lost}, set(), {lost})
    assert (table.persisted_offset(kept), table.persisted_offset(lost)) == (14, None)
