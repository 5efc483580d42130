"""The worker around the rules: what is settled together, when it is acked, and when it must not go on."""

import asyncio
import gc
import time
from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from events.journal import encode_bundle
from events.messages import Echo, Envelope
from streams import host
from streams.faust_rim.batches import Record
from streams.faust_rim.consumer import HEARD
from streams.settle import Bundle, Settled, Stored

ROW = b"\0" * 8


class Table:
    """Keeps what is staged; a flush is a moment in which somebody may interrupt."""

    def __init__(self) -> None:
        self.rows: dict[bytes, bytes] = {}
        self.producer = None
        self.flushes = 0
        self.go_on = asyncio.Event()
        self.go_on.set()

    def stage(self, partition: int, key: bytes, value: bytes | None) -> None:
        self.rows[key] = value or b""

    async def flush(self) -> None:
        await self.go_on.wait()
        self.flushes += 1


class Work:
    """A job that notes what it is given."""

    def __init__(self) -> None:
        self.groups: list[list[tuple[int, int]]] = []
        self.swept: list[str] = []

    def settle(self, stored: Stored, bundles: Sequence[Bundle], sweep: Iterable[str], patient: bool) -> Settled:
        self.groups.append([(bundle.partition, bundle.offset) for bundle in bundles])
        self.swept += sweep
        return Settled({"t:0": ROW}, [], [], [], [])


def an_event(partition: int, offset: int, generation: int = 1, messages: int = 1) -> Any:
    value = encode_bundle(tuple(Envelope(f"t:{partition}", Echo(0, 0, n)) for n in range(messages)))
    message = SimpleNamespace(partition=partition, offset=offset, generation_id=generation, timestamp=1.0)
    return SimpleNamespace(message=message, value=value)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    records: list[Record] = []

    async def write(producer: Any, more: Iterable[Record]) -> None:
        records.extend(more)

    monkeypatch.setattr(host, "write", write)
    return records


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    codes: list[int] = []

    def end(code: int, why: str) -> None:
        codes.append(code)
        raise SystemExit(why)

    monkeypatch.setattr(host, "end_process", end)
    HEARD.now()
    return codes


def a_host(work: Work, table: Table) -> host.Host:
    result = Record("r", 0, None, b"said")
    return host.Host(table, host.Job(work.settle, lambda settled: [result], lambda: None, 4), 6)  # type: ignore[arg-type]


async def test_what_waits_is_settled_together_written_once_and_acked_when_it_comes(
    written: list[Record], ended: list[int]
) -> None:
    work, table = Work(), Table()
    worker = a_host(work, table)
    first, *waiting = an_event(0, 5), an_event(1, 9), an_event(0, 6)
    await worker.take(first, waiting)
    assert (work.groups, table.flushes, len(written)) == ([[(0, 5), (1, 9), (0, 6)]], 1, 1)
    for event in waiting:
        await worker.take(event, [])
    assert (len(work.groups), ended) == (1, [])
    await worker.take(an_event(0, 7), [])
    assert work.groups[1:] == [[(0, 7)]]


async def test_nothing_of_another_generation_is_settled_ahead(written: list[Record], ended: list[int]) -> None:
    work = Work()
    await a_host(work, Table()).take(an_event(0, 5, 2), [an_event(0, 6, 1), an_event(0, 6, 2)])
    assert work.groups == [[(0, 5), (0, 6)]]


async def test_what_is_beyond_the_largest_group_is_settled_when_its_turn_comes(
    written: list[Record], ended: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host, "AHEAD_MESSAGES", 10)
    work = Work()
    worker = a_host(work, Table())
    events = [an_event(0, offset, messages=6) for offset in range(3)]
    for number, event in enumerate(events):
        await worker.take(event, events[number + 1 :])
    assert work.groups == [[(0, 0), (0, 1)], [(0, 2)]]


async def test_what_was_interrupted_before_it_was_written_is_settled_again(written: list[Record], ended: list[int]) -> None:
    work, table = Work(), Table()
    worker = a_host(work, table)
    table.go_on.clear()
    first, second = an_event(0, 0), an_event(0, 1)
    taking = asyncio.create_task(worker.take(first, [second]))
    await asyncio.sleep(0)
    taking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await taking
    table.go_on.set()
    await worker.take(second, [])
    assert (work.groups, len(written), ended) == ([[(0, 0), (0, 1)], [(0, 1)]], 1, [])


async def test_a_gap_in_the_journal_ends_the_worker(written: list[Record], ended: list[int]) -> None:
    worker = a_host(Work(), Table())
    for event in (an_event(0, 5), an_event(0, 6), an_event(0, 9, generation=2)):
        await worker.take(event)
    with pytest.raises(SystemExit):
        await worker.take(an_event(0, 9))
    assert host.GAP in ended


async def test_a_gap_in_what_waits_ends_the_worker_before_anything_is_written(written: list[Record], ended: list[int]) -> None:
    with pytest.raises(SystemExit):
        await a_host(Work(), Table()).take(an_event(0, 5), [an_event(0, 7)])
    assert (host.GAP in ended, written) == (True, [])


async def test_a_worker_that_was_not_heard_for_half_the_session_writes_nothing_more(
    written: list[Record], ended: list[int]
) -> None:
    HEARD.at = time.monotonic() - 3.1
    table = Table()
    with pytest.raises(SystemExit):
        await a_host(Work(), table).take(an_event(0, 0))
    assert (host.UNHEARD in ended, table.rows, written) == (True, {}, [])
    HEARD.now()


async def test_every_row_is_looked_at_once_a_round_and_again_in_the_next(written: list[Record], ended: list[int]) -> None:
    work, table = Work(), Table()
    table.rows = {b"t:%d" % number: ROW for number in range(2 * host.SWEPT + 1)}
    worker = a_host(work, table)
    for offset in range(7):  # nothing, two full steps and a short one; the same again
        await worker.take(an_event(0, offset))
    assert work.swept == 2 * [key.decode() for key in table.rows]


async def test_keys_to_look_at_are_nothing_to_the_collector_of_cycles(written: list[Record], ended: list[int]) -> None:
    work, table = Work(), Table()
    many = 12_347  # a length that nothing else has
    table.rows = {b"t:%d" % number: ROW for number in range(many)}
    worker = a_host(work, table)
    for offset in range(2):
        await worker.take(an_event(0, offset))
    gc.collect()
    assert len(work.swept) == host.SWEPT
    assert [type(each) for each in gc.get_objects() if isinstance(each, (list, tuple, dict)) and len(each) == many] == []
