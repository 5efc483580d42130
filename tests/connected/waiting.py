"""Waiting for what is true only later, with a deadline."""

import time
from collections.abc import Callable
from pathlib import Path

import httpx

ASKING = httpx.Client(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))
"""Asks each question on a connection of its own, as `httpx.get` does; that also reads the certificates of the whole world each
time, 50 ms of CPU, and what waits asks ten times a second."""


def eventually(holds: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether something comes true in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def until(holds: Callable[[], bool], says: Callable[[], object], seconds: float = 40) -> None:
    """Wait until something holds; fails the test, with what `says` then says, if it takes too long."""
    assert eventually(holds, seconds), says()


def is_alive(pid: int) -> bool:
    """A zombie is dead: only nobody has asked for its exit code yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
