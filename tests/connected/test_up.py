"""`affluent up`, `status` and `down` as a user types them, ended in every way."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Self

from affluent.local.endpoints import Endpoints
from tests.connected.waiting import eventually, is_alive

AFFLUENT = [sys.executable, "-m", "affluent"]


class Up:
    """`affluent up` as a user starts it; leaving the context kills it, and with it all that it started."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.said: dict[str, float] = {}
        self.process = subprocess.Popen(
            [*AFFLUENT, "up", "--data", str(data)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self._listener.join()

    def ready(self, was: Endpoints | None = None) -> Endpoints:
        assert eventually(lambda: self._endpoints(was) is not None or self.process.poll() is not None, 120)
        endpoints = self._endpoints(was)
        assert endpoints is not None, self.said
        return endpoints

    def _endpoints(self, was: Endpoints | None) -> Endpoints | None:
        """A killed stack could not withdraw its own."""
        now = Endpoints.load(self.data)
        return None if now == was else now

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as words:
            for line in words:
                self.said.setdefault(line.strip(), time.monotonic())


def affluent(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*AFFLUENT, *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_a_stack_leaves_nothing_behind_however_it_ends(class_path: tuple[Path, ...], tmp_path: Path) -> None:
    data = tmp_path / "stack"
    with Up(data) as first:
        endpoints = first.ready()
        assert set(endpoints.pids) == {"broker", "warehouse", "streams", "intake", "collector"}
        assert affluent("status", "--data", str(data)).returncode == 0
        _refuses_a_second(data, first)
    assert eventually(lambda: not any(map(is_alive, endpoints.pids.values())), 5)
    assert affluent("status", "--data", str(data)).returncode == 1

    with Up(data) as again:
        anew = again.ready(was=endpoints)
        assert (anew.broker, anew.collector, anew.token) == (endpoints.broker, endpoints.collector, endpoints.token)
        _kill_and_await(data, "intake")
        assert affluent("down", "--data", str(data)).returncode == 0
        assert again.process.wait(5) == 0
        assert time.monotonic() - again.said["stopping collector"] < 10
    assert not any(map(is_alive, anew.pids.values()))
    assert Endpoints.load(data) is None
    assert affluent("down", "--data", str(data)).returncode == 0


def _refuses_a_second(data: Path, first: Up) -> None:
    second = affluent("up", "--data", str(data))
    assert second.returncode == 2
    assert f"process {first.process.pid}" in second.stderr


def _kill_and_await(data: Path, name: str) -> None:
    """endpoints.json tells the new process id after a restart."""

    def pid() -> int | None:
        endpoints = Endpoints.load(data)
        return endpoints.pids.get(name) if endpoints else None

    old = pid()
    assert old is not None
    os.kill(old, signal.SIGKILL)
    assert eventually(lambda: pid() not in (old, None))
