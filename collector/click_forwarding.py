"""Clicks go to Kafka from a process of their own: what it computes never keeps a redirect waiting for the interpreter.

The log on disk is all that it shares with the collector, so either may be killed at any moment. It ends when its standard
input does, which is when the collector is gone, even by SIGKILL; the collector starts it again if it ends by itself.
"""

import fcntl
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from collector.click_log import ClickLog
from collector.click_reader import ClickReader
from collector.forwarder import Forwarder, bounded_producer
from collector.spool import SpoolInUse
from events.topics import CLICKS
from runtime.logs import start_logging
from runtime.metrics import FORWARDED
from runtime.settings import Settings
from runtime.stopping import Stop

log = logging.getLogger(__name__)
COMMAND = (sys.executable, "-m", "collector.click_forwarding")
RESTART_S = 1.0
PATIENCE_S, LOOK_S = 10.0, 0.05
GIVES_WAY = 10
"""Levels of priority below the collector: where both want a CPU, whoever clicked is answered first, and the log on disk waits."""


class ClickForwarding:
    """The collector's side: starts the process, looks after it, counts what it brought away."""

    def __init__(self, clicks: ClickLog) -> None:
        self._clicks = clicks
        self._counted = clicks.forgotten()
        self._process = self._started()

    def look(self) -> None:
        """Start the process again if it has ended; to be called a few times a second."""
        forgotten = self._clicks.forgotten()
        FORWARDED.labels(CLICKS.name).inc(max(0, forgotten - self._counted))
        self._counted = forgotten
        if self._process.poll() is not None and time.monotonic() > self._since + RESTART_S:
            log.error("the process that forwards clicks ended with %d; it is started again", self._process.returncode)
            self._process = self._started()

    def close(self, seconds: float) -> None:
        """End it after the batch that is under way, or after `seconds`; what waits stays on disk."""
        self._process.terminate()
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        self._since = time.monotonic()
        return subprocess.Popen(COMMAND, stdin=subprocess.PIPE)  # noqa: S603 - a fixed command; settings come by environment


@contextmanager
def sole_user(directory: Path) -> Iterator[None]:
    """While it lasts, no other process reads this click log; raises SpoolInUse if one does not stop to."""
    directory.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + PATIENCE_S
    with (directory / "lock").open("wb") as lock:
        while not _locked(lock.fileno()):
            if time.monotonic() > until:
                raise SpoolInUse(f"another collector works on {directory}")
            time.sleep(LOOK_S)  # flock has no timeout of its own, and nothing else runs in this process yet
        yield


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def main() -> None:
    """Forward clicks until SIGTERM, SIGINT or the end of the collector."""
    settings = Settings()
    os.nice(GIVES_WAY)
    start_logging(settings.log_level)
    stop = Stop().on_signals()
    threading.Thread(target=_end_with_the_collector, daemon=True).start()
    directory = click_directory(settings)
    with sole_user(directory):
        Forwarder(ClickReader(directory, CLICKS.name), partial(bounded_producer, settings), stop).run()


def click_directory(settings: Settings) -> Path:
    """Where the click log is."""
    return settings.spool / "clicks"


def _end_with_the_collector() -> None:
    """At once: what was not forgotten yet is sent again, as after a kill."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
