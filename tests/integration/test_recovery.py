"""How the changelog is read, against the installed Faust and a consumer that is told what to hand over."""

import asyncio
import gc
import ssl
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition
from faust.tables.recovery import RebalanceAgain
from faust.types import TP
from pydantic import SecretStr

from events.topics import CHANGELOG
from runtime.catalog_feed import CatalogFeed
from runtime.settings import Settings
from streams.app import TABLE, attribution, make_app
from streams.faust_rim import recovery as rim
from streams.process import to_recover

ZERO, ONE = TopicPartition(CHANGELOG.name, 0), TopicPartition(CHANGELOG.name, 1)


def a_record(tp: TopicPartition, key: bytes, applied: int | None) -> Any:
    value = None if applied is None else applied.to_bytes(8, "big", signed=True) + b"row"
    return SimpleNamespace(partition=tp.partition, key=key, value=value)


class Client:
    """Hands over portions, each (records by partition, position by partition afterwards)."""

    def __init__(self, *portions: tuple[dict[TopicPartition, list[Any]], dict[TopicPartition, int]]) -> None:
        self.portions = list(portions)
        self.positions: dict[TopicPartition, int] = {}
        self.asked: asyncio.Queue[set[TopicPartition]] = asyncio.Queue()
        self.stopped = 0

    async def start(self) -> None:
        pass

    def assign(self, partitions: list[TopicPartition]) -> None:
        self.assigned = partitions

    def seek(self, tp: TopicPartition, offset: int) -> None:
        self.positions[tp] = offset

    async def getmany(self, *partitions: TopicPartition, timeout_ms: int, max_records: int) -> dict[Any, Any]:
        self.asked.put_nowait(set(partitions))
        if not self.portions:
            await asyncio.Event().wait()
        records, positions = self.portions.pop(0)
        self.positions |= positions
        return records

    async def position(self, tp: TopicPartition) -> int:
        await asyncio.sleep(0)
        return self.positions[tp]

    async def stop(self) -> None:
        self.stopped += 1


def an_app(folder: Path, **told: Any) -> Any:
    settings = Settings(streams_dir=folder, **told)
    return make_app(settings, attribution(settings, CatalogFeed(settings)))


@pytest.fixture
async def app(tmp_path: Path) -> Any:
    """A worker with two partitions to recover: offsets 10 to 19 and 5 to 6."""
    app = an_app(tmp_path)
    recovery = app.tables.recovery
    for number, (offset, end) in enumerate([(9, 19), (4, 6)]):
        tp = TP(CHANGELOG.name, number)
        recovery.add_active(app.tables[TABLE], tp)
        recovery.active_offsets[tp], recovery.active_highwaters[tp] = offset, end
    return app


def reads(app: Any, client: Client, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(rim, "_client", lambda app: client)
    return app.tables.recovery._read()


async def test_it_reads_on_from_what_the_table_has_up_to_what_there_was(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ({ZERO: [a_record(ZERO, b"a", 1), a_record(ZERO, b"b", 1)], ONE: [a_record(ONE, b"c", 1)]}, {ZERO: 14, ONE: 7})
    last = ({ZERO: [a_record(ZERO, b"a", 2), a_record(ZERO, b"a", 1), a_record(ZERO, b"b", None)]}, {ZERO: 20})
    client = Client(first, last)
    assert to_recover(app) == 12
    await reads(app, client, monkeypatch)
    assert set(client.assigned) == {ZERO, ONE}
    assert [client.asked.get_nowait(), client.asked.get_nowait()] == [{ZERO, ONE}, {ZERO}]
    assert {key: value[7] for key, value in app.tables[TABLE].rows.items()} == {b"a": 2, b"c": 1}
    assert (to_recover(app), client.stopped, gc.isenabled()) == (0, 1, True)


async def test_faust_reads_nothing_by_itself(app: Any) -> None:
    assert to_recover(app) > 0
    assert not app.tables.recovery.need_recovery()


async def test_records_that_compaction_took_are_not_waited_for(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(({ZERO: [a_record(ZERO, b"a", 1)]}, {ZERO: 12}), ({}, {ZERO: 20, ONE: 7}))
    await reads(app, client, monkeypatch)
    assert (list(app.tables[TABLE].rows), to_recover(app)) == ([b"a"], 0)


async def test_what_is_still_to_be_read_is_seen_to_shrink(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = asyncio.create_task(reads(app, Client(({}, {ZERO: 15}), ({}, {ONE: 6})), monkeypatch))
    seen = []
    for _ in range(20):
        await asyncio.sleep(0)
        seen.append(to_recover(app))
    reading.cancel()
    assert sorted(set(seen), reverse=True) == [12, 7, 6]


async def test_nothing_is_applied_after_a_rebalance(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(({ZERO: [a_record(ZERO, b"a", 1)]}, {ZERO: 20, ONE: 7}))
    reading = asyncio.create_task(reads(app, client, monkeypatch))
    await client.asked.get()
    app.tables.recovery.revoke(TP(*ZERO))
    app.tables.recovery.signal_recovery_start.set()
    await reading
    assert (app.tables[TABLE].rows, TP(*ZERO) in app.tables.recovery.active_offsets, client.stopped) == ({}, False, 1)


async def test_a_rebalance_interrupts_it_and_what_was_read_is_not_read_again(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(({ZERO: [a_record(ZERO, b"a", 1)]}, {ZERO: 15}))
    reading = asyncio.create_task(app.tables.recovery._wait(reads(app, client, monkeypatch)))
    await client.asked.get()
    await client.asked.get()
    app.tables.recovery.signal_recovery_start.set()
    with pytest.raises(RebalanceAgain):
        await reading
    await asyncio.sleep(0)
    assert (client.stopped, gc.isenabled()) == (1, True)
    again = Client(({}, {ZERO: 20, ONE: 7}))
    app.tables.recovery.signal_recovery_start.clear()
    await reads(app, again, monkeypatch)
    assert (list(app.tables[TABLE].rows), to_recover(app)) == ([b"a"], 0)


async def test_the_table_is_told_how_far_it_was_read_but_not_after_a_rebalance(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    recovery, table = app.tables.recovery, app.tables[TABLE]
    await reads(app, Client(({}, {ZERO: 20, ONE: 7})), monkeypatch)
    recovery.signal_recovery_start.set()
    recovery._tell_tables()
    assert table.persisted_offset(TP(*ZERO)) is None
    recovery.signal_recovery_start.clear()
    recovery._tell_tables()
    assert [table.persisted_offset(TP(*tp)) for tp in (ZERO, ONE)] == [19, 6]


async def test_it_reaches_kafka_as_the_worker_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {}
    monkeypatch.setattr(rim, "AIOKafkaConsumer", lambda **arguments: told.update(arguments))
    secure = {"kafka_username": "u", "kafka_password": SecretStr("p"), "kafka_sasl_mechanism": "PLAIN"}
    rim._client(an_app(tmp_path, kafka="one:1,two:2", kafka_security="SASL_SSL", **secure))
    assert told["bootstrap_servers"] == ["one:1", "two:2"]
    assert (told["security_protocol"], told["sasl_mechanism"], told["sasl_plain_username"]) == ("SASL_SSL", "PLAIN", "u")
    assert isinstance(told["ssl_context"], ssl.SSLContext)
    assert "group_id" not in told
