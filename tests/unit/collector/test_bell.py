"""A bell that is rung in one thread wakes the event loop of another, and nothing that comes in between is missed."""

import asyncio
import threading
import time
from pathlib import Path

import pytest

from collector.bell import Bell
from collector.spool import Record, SaleSpool

LONG_S, NOT_AT_ONCE_S = 30.0, 0.05


def waited(bell: Bell, seconds: float = LONG_S, come: object = None) -> float:
    began = time.monotonic()
    asyncio.run(bell.heard(seconds, lambda: come))
    return time.monotonic() - began


def test_it_wakes_the_loop_of_another_thread() -> None:
    bell = Bell()
    ringing = threading.Timer(NOT_AT_ONCE_S, bell.ring)
    ringing.start()
    assert NOT_AT_ONCE_S * 0.9 < waited(bell) < LONG_S / 2
    ringing.join()


def test_what_has_come_already_is_not_waited_for() -> None:
    assert waited(Bell(), come=1) < LONG_S / 2


def test_without_a_ring_the_wait_ends_by_itself() -> None:
    assert waited(Bell(), seconds=NOT_AT_ONCE_S) >= NOT_AT_ONCE_S * 0.9


def test_nobody_need_wait() -> None:
    bell = Bell()
    bell.ring()
    waited(bell, seconds=0)
    bell.ring()


def test_a_loop_that_was_closed_while_it_was_rung_harms_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.new_event_loop()
    loop.close()
    bell = Bell()
    monkeypatch.setattr(bell, "_ring", lambda: loop.call_soon_threadsafe(print))
    bell.ring()


def test_a_sale_ends_the_wait_for_news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collector.spool.QUIET_S", LONG_S)
    spool = SaleSpool(tmp_path / "sales.sqlite", 1 << 20)
    ringing = threading.Timer(NOT_AT_ONCE_S, spool.append, ([Record("sales", b"1", b"{}")],))
    began = time.monotonic()
    ringing.start()
    asyncio.run(spool.news())
    ringing.join()
    assert time.monotonic() - began < LONG_S / 2
    assert spool.waiting() == 1
    asyncio.run(spool.news())
    assert time.monotonic() - began < LONG_S / 2
    spool.close()
