"""The truth log: each request's intent before it is sent, and what it was answered; lines are only ever added."""

import json
from pathlib import Path
from typing import Any

from affluent.world.plot.telling import Told


class TruthLog:
    """JSON lines. A request has one intent and one or more answers: `info` (nobody knows) until `ok` or `fail`."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a", buffering=1)
        self._requests = 0
        self.records = 0
        """Raw records that were accepted."""

    def intends(self, door: str, told: list[Told], **more: Any) -> int:
        """Note what is about to be told, in the world's own words; the answer is noted under the number returned."""
        self._requests += 1
        self._write(request=self._requests, says="intends", door=door, told=told, **more)
        return self._requests

    def ok(self, request: int, learned: list[Told], records: int) -> None:
        """It was accepted as that many raw records; `learned` adds to each thing told what only the answer says."""
        self.records += records
        self._write(request=request, says="ok", learned=learned, records=records)

    def fail(self, request: int, status: int) -> None:
        """It was refused, and nothing of it was taken."""
        self._write(request=request, says="fail", status=status)

    def info(self, request: int, why: str) -> None:
        """No answer, or one that promises nothing: it may have been taken or not."""
        self._write(request=request, says="info", why=why)

    def close(self) -> None:
        """End the log."""
        self._file.close()

    def _write(self, **line: Any) -> None:
        self._file.write(json.dumps(line, separators=(",", ":"), ensure_ascii=False) + "\n")
