"""A worker that is stuck ends itself; one that is only slow does not."""

import threading
from itertools import count
from queue import Queue

import pytest

from streams import watchdog
from streams.watchdog import Watchdog


@pytest.fixture(autouse=True)
def short_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog, "LOOK_S", 0.01)


def test_it_bites_once_when_nothing_moves() -> None:
    bites: Queue[str] = Queue()
    dog = Watchdog(lambda: ("recovering rows", 7), bites.put, stuck_s=0.05).start()
    assert "recovering rows, 7 rows to go" in bites.get(timeout=5)
    dog.close()
    assert bites.empty()


@pytest.mark.parametrize("waits_for", ["recovering rows", ""], ids=["progress", "nothing to wait for"])
def test_it_leaves_a_worker_alone_that_moves_or_is_well(waits_for: str) -> None:
    left, looks, enough = count(100_000, -1), count(), threading.Event()

    def standing() -> tuple[str, int]:
        if next(looks) > 20:
            enough.set()
        return waits_for, next(left) if waits_for else 0

    bites: Queue[str] = Queue()
    dog = Watchdog(standing, bites.put, stuck_s=0.05).start()
    assert enough.wait(5)
    dog.close()
    assert bites.empty()
