"""`make verify`: streamed = batch = SQL, on every order of a simulated month. Exit 1 on any difference."""

import gc
import sys
import tempfile
import time
from typing import NamedTuple

from tests.verify.compare import Found, against_batch, against_sql, newest_of
from tests.verify.line import HORIZONS, Line
from tests.verify.month import Month
from warehouse.connect import Warehouse, connect
from warehouse.migrate import migrate

SEED, STORIES = 1, 84_000
"""That many stories are a little more than 200,000 events."""
SHOWN = 20


class Verified(NamedTuple):
    """What was compared."""

    counts: dict[str, int]
    batch: Found
    sql: Found


def verify(warehouse: Warehouse, seed: int, stories: int) -> Verified:
    """Let a month pass through the line into an empty warehouse, and compare."""
    month = Month(seed, stories)
    line = Line(month, warehouse, seed)
    line.run(month.heard())
    streamed = newest_of(warehouse)
    return Verified(dict(line.counts), against_batch(streamed, warehouse, HORIZONS), against_sql(streamed, warehouse, HORIZONS))


def main() -> int:
    """In a warehouse of its own, which is thrown away."""
    began = time.monotonic()
    gc.set_threshold(100_000, 20, 50)
    with tempfile.TemporaryDirectory(prefix="affluent-verify-") as place:
        warehouse = connect(f"chdb://{place}/warehouse")
        try:
            migrate(warehouse)
            found = verify(warehouse, SEED, STORIES)
        finally:
            warehouse.close()
    print("a simulated month:", ", ".join(f"{count:,} {name}" for name, count in sorted(found.counts.items())))
    for what, (orders, differences) in (
        ("streamed = batch, byte for byte,", found.batch),
        ("last touch: streamed = SQL", found.sql),
    ):
        print(f"{what} on {orders - len(differences):,} of {orders:,} orders")
        print("".join(f"  {told}\n" for told in differences[:SHOWN]), end="")
    print(f"{time.monotonic() - began:.0f} s")
    return bool(found.batch.differences or found.sql.differences or not found.batch.orders)


if __name__ == "__main__":
    sys.exit(main())
