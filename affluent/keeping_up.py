"""What the warehouse's process does beside the sink, again and again: one at a time, and what fails is tried again."""

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from consumers.feed import WAREHOUSE_DOWN
from runtime.stopping import Stop

log = logging.getLogger(__name__)
T = TypeVar("T")


class Busy(Exception):
    """Something of the kind is being worked out already; the message says so."""


def alone(turn: threading.Lock, work: Callable[[], T], what: str = "replay or restatement") -> T:
    """The work's result, unless somebody else has the turn: then raises Busy."""
    if not turn.acquire(blocking=False):
        raise Busy(f"another {what} is being worked out: try again when it has ended")
    try:
        return work()
    finally:
        turn.release()


def keep_trying(what: str, work: Callable[[], None], stop: Stop, every_s: float, waits: tuple[type[Exception], ...] = ()) -> None:
    """Do the work every so many seconds until stopped.

    Whatever it raises is logged and it is tried again, because it must not end the sink beside it. `waits` and Busy are no
    faults: there is nothing to do yet.
    """
    not_now: tuple[type[Exception], ...] = (Busy, *waits)
    while not stop:
        try:
            work()
        except not_now as why:
            log.info("%s: not now: %s", what, why)
        except WAREHOUSE_DOWN as why:
            log.warning("%s: the warehouse does not answer, trying again: %s", what, str(why)[:300])
        except Exception:
            log.exception("%s: failed, trying again", what)
        stop.wait(every_s)


def now_ms() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000
