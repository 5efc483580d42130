"""Drives an HTTP server with ready-made requests over keep-alive connections, from a process of its own.

`python -m bench.traffic.load PORT REQUESTS ANSWERS SECONDS RATE`: RATE 0 sends as fast as answers come (closed loop); otherwise
requests fall due at random moments at that rate whether or not the server keeps up (open loop). Sockets and epoll, nothing
else: about 10 us of CPU a request, so that the server and not this is what is measured.
"""

import json
import os
import random
import select
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.processes import on_core

CONNECTIONS = 16
MOST = 65_536
END, FOUND = b"\r\n\r\n", b"HTTP/1.1 302 "
LAST_ANSWER_S = 10.0
clock = time.perf_counter


class Load(NamedTuple):
    """What came of a run: how many were answered within it, in what time, and how long each took."""

    answered: int
    seconds: float
    cpu_s: float
    p50_ms: float
    p99_ms: float
    ids: tuple[str, ...]
    """Of every click that was answered, also after the end."""


def drive(port: int, requests: Sequence[bytes], folder: Path, seconds: float, rate: float = 0) -> Load:
    """Run the load in a process of its own; raises RuntimeError with its words if it fails."""
    asked, answers = folder / "requests", folder / "answers"
    asked.write_bytes(b"".join(requests))
    command = [sys.executable, "-m", "bench.traffic.load", *map(str, (port, asked, answers, seconds, rate))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"the load failed: {done.stderr[-500:]}")
    told = json.loads(done.stdout)
    return Load(**told, ids=tuple(ids_in(answers.read_bytes())))


class Connections:
    """Keep-alive connections; one request at a time on each."""

    def __init__(self, port: int, requests: Sequence[bytes]) -> None:
        self._requests, self._next = requests, 0
        self._sockets = {made.fileno(): made for made in (_connected(port) for _ in range(CONNECTIONS))}
        self._numbers = list(self._sockets)
        self._since: dict[int, float] = {}
        self.free = deque(self._sockets)
        self.took: list[float] = []
        self.answers: list[bytes] = []

    @property
    def open(self) -> int:
        """How many requests wait for their answers."""
        return len(self._since)

    def send(self, since: float) -> None:
        """The next request on a free connection; what it took counts from `since`."""
        number = self.free.popleft()
        self._since[number] = since
        self._sockets[number].send(self._requests[self._next])
        self._next = (self._next + 1) % len(self._requests)

    def receive(self, seconds: float) -> None:
        """Take the answers that are there, or wait so long for one."""
        for number in select.select(self._numbers, (), (), seconds)[0]:
            answer = self._sockets[number].recv(MOST)
            while not answer.endswith(END):
                answer += self._sockets[number].recv(MOST)
            now = clock()
            if not answer.startswith(FOUND):
                raise ValueError(f"not a redirect: {answer[:200]!r}")
            self.took.append(now - self._since.pop(number))
            self.answers.append(answer)
            self.free.append(number)


def _connected(port: int) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port))
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def closed_loop(line: Connections, until: float) -> None:
    """As many as get answered."""
    while (now := clock()) < until:
        while line.free:
            line.send(now)
        line.receive(1)


def open_loop(line: Connections, until: float, rate: float) -> None:
    """Due at random moments; one that finds no free connection has waited since it was due."""
    chance = random.Random(7)  # noqa: S311 - a run must be repeatable
    due = clock()
    while due < until:
        while (left := due - clock()) > 0:
            line.receive(left)
        waited = not line.free
        while not line.free:
            line.receive(1)
        line.send(due if waited else clock())
        due += chance.expovariate(rate)


def main() -> None:
    """One run; what came of it goes to standard output, the answers to a file."""
    port, asked, answers, seconds, rate = sys.argv[1:]
    on_core(os.getpid(), -1)
    requests = [request + END for request in Path(asked).read_bytes().split(END) if request]
    line = Connections(int(port), requests)
    cpu, began = time.process_time(), clock()
    if float(rate):
        open_loop(line, began + float(seconds), float(rate))
    else:
        closed_loop(line, began + float(seconds))
    answered, took, cpu = len(line.took), clock() - began, time.process_time() - cpu
    while line.open:
        line.receive(LAST_ANSWER_S)
    Path(answers).write_bytes(b"".join(line.answers))
    ordered = sorted(line.took)
    told = {"answered": answered, "seconds": took, "cpu_s": cpu}
    print(json.dumps(told | {f"p{n}_ms": 1000 * ordered[len(ordered) * n // 100] for n in (50, 99)}))  # noqa: T201


def ids_in(answers: bytes) -> list[str]:
    """The click ids' nonces in locations."""
    return [part[17:33].decode() for part in answers.split(b"afl=")[1:]]


if __name__ == "__main__":
    main()
