"""Hold rows as a worker's table does after recovery, and say what that takes. `python -m bench.holding ROWS COPIES`.

A process of its own: the memory of one that made the rows would not shrink again before they are held.
"""

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import psutil

from bench.traffic.written_rows import Row, renamed
from runtime.settings import Settings
from streams.app import TABLE, attribution, make_app

PORTION = 5000


def held(file: Path, copies: int) -> dict[str, int]:
    """Recover the rows of a file so many times under other names: `rows`, their `bytes`, and by how much `rss` grew."""
    settings = Settings(streams_dir=file.parent)
    feed: Any = SimpleNamespace(book=None, catch_up=None)
    table: Any = make_app(settings, attribution(settings, feed)).tables[TABLE]
    rows = msgspec.msgpack.decode(file.read_bytes(), type=list[Row])
    before = psutil.Process().memory_info().rss
    for copy in range(copies):
        for start in range(0, len(rows), PORTION):
            table.recover(renamed(rows[start : start + PORTION], copy, settings.partitions))
    grown = psutil.Process().memory_info().rss - before
    return {"rows": len(table.rows), "bytes": sum(map(len, [*table.rows, *table.rows.values()])), "rss": grown}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(held(Path(sys.argv[1]), int(sys.argv[2]))))
