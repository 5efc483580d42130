"""`make verify`: streamed = batch = SQL, on every order of a simulated month. Exit 1 on any difference."""

import gc
import sys
import tempfile
import time
from typing import NamedTuple

from domain.attribution.policy import DEFAULT
from tests.verify.compare import Found, against_batch, against_sql, newest_of, rules_of
from tests.verify.line import HORIZONS, Line
from tests.verify.month import Month
from warehouse.connect import Warehouse, connect
from warehouse.migrate import migrate

SEED, STORIES = 1, 84_000
"""That many stories are a little more than 200,000 events."""
SHOWN = 20
RULES = (
    "click won", "click later_touch", "click code_precedence", "click exclusive_code", "click staff", "click self_purchase",
    "click not_eligible", "click below_minimum", "click duplicate", "click invalid_traffic", "click outside_window",
    "code won", "code click_precedence", "code other_code", "code exclusive_code", "code code_not_involved", "code staff",
    "code self_purchase", "code not_eligible", "code below_minimum", "code duplicate", "code code_not_in_force",
    "code unknown_code", "code generic_code",
)  # fmt: skip
"""What must have happened in a month, or agreement says nothing of it."""


class Verified(NamedTuple):
    """What was compared."""

    counts: dict[str, int]
    batch: Found
    sql: Found
    rules: dict[str, int]
    """Type and reason, or policy → how often they decided; 0: never."""

    @property
    def failed(self) -> bool:
        """Whether anything differs, there was nothing to compare, or a rule never decided."""
        return bool(self.batch.differences or self.sql.differences or not self.batch.orders or not all(self.rules.values()))


def verify(warehouse: Warehouse, seed: int, stories: int) -> Verified:
    """Let a month pass through the line into an empty warehouse, and compare."""
    month = Month(seed, stories, conditions=True)
    line = Line(month, warehouse, seed)
    line.run(month.heard())
    streamed = newest_of(warehouse)
    policies = [DEFAULT.ref, *(entry.ref for entry in month.book if entry.kind == "policy")]
    seen = rules_of(streamed)
    batch, sql = against_batch(streamed, warehouse, HORIZONS), against_sql(streamed, warehouse, HORIZONS)
    return Verified(dict(line.counts), batch, sql, {name: seen[name] for name in (*RULES, *policies)})


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
    print("decided by:", ", ".join(f"{name} {count:,}" for name, count in found.rules.items()))
    for what, (orders, differences) in (
        ("streamed = batch, byte for byte,", found.batch),
        ("last touch and payee: streamed = SQL", found.sql),
    ):
        print(f"{what} on {orders - len(differences):,} of {orders:,} orders")
        print("".join(f"  {told}\n" for told in differences[:SHOWN]), end="")
    print(f"{time.monotonic() - began:.0f} s")
    return found.failed


if __name__ == "__main__":
    sys.exit(main())
