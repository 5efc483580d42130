"""A program under measurement: started, its CPU time and memory read, ended by its own id."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psutil

from affluent.local.child import last_line, start_child

END_S = 15


class Usage(NamedTuple):
    """CPU seconds (user and system, all threads) since the start, and resident bytes now."""

    cpu_s: float
    rss: int


class Running:
    """A process that is being measured."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self._process, self._log = process, log
        self.pid = process.pid

    def usage(self) -> Usage:
        """What it has used; raises RuntimeError with its last words if it has ended."""
        if self._process.poll() is not None:
            raise RuntimeError(f"process {self.pid} ended with {self._process.returncode}: {last_line(self._log)}")
        return usage_of(self.pid)

    def kill(self) -> None:
        """SIGKILL, by id."""
        self._process.kill()
        self._process.wait()

    def end(self) -> None:
        """SIGTERM, then SIGKILL if it does not end."""
        self._process.terminate()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self.kill()


def usage_of(pid: int) -> Usage:
    """CPU and memory of any process of this user."""
    process = psutil.Process(pid)
    times = process.cpu_times()
    return Usage(times.user + times.system, process.memory_info().rss)


def machine_s() -> float:
    """CPU seconds that everybody on this machine has used since it started, whoever they are."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0))


def on_core(pid: int, number: int) -> None:
    """Keep all threads of a process on one core, 0 the first and -1 the last, where the system can do that (Linux)."""
    if hasattr(os, "sched_setaffinity"):
        core = sorted(os.sched_getaffinity(0))[number]
        for thread in psutil.Process(pid).threads():
            os.sched_setaffinity(thread.id, {core})


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Iterator[Running]:
    """A program (absolute path) for as long as the block lasts."""
    started = Running(start_child(command, environment, log), log)
    try:
        yield started
    finally:
        started.end()


def ours(name: str) -> list[str]:
    """The command of one of our processes: collector, intake, streams, warehouse."""
    return [sys.executable, "-m", "affluent", name]
