"""What waits to be written together, and for how long: decisions are awaited by people, facts can take company with them."""

import time
from math import inf

from consumers.batch import Batch

MAX_ROWS = 100_000
FACTS_LINGER_S, LINGER_S, BUSY_LINGER_S = 0.3, 0.12, 1.0
"""From the beginning of one write to the next, at least: an insert costs 5 to 10 ms a table, however few rows are in it.
What comes after a pause is written at once; what comes while the last batch is being written has waited long enough."""
BUSY_ROWS = 1_000
"""A batch that has so many rows when it is due waits the longest time: then what counts is how many rows share an insert."""


class Lane:
    """One batch after the other. `linger_s`: seconds from one write to the next while there is little to write."""

    def __init__(self, linger_s: float) -> None:
        self.batch = Batch()
        self._linger_s = linger_s
        self._began = 0.0
        self._doubt = False

    def wait_s(self) -> float:
        """Seconds until what waits must be written; 0 if it must be now, infinite if nothing waits."""
        if not self.batch.ends:
            return inf
        rows = self.batch.size
        if rows >= MAX_ROWS:
            return 0.0
        linger_s = self._linger_s if rows < BUSY_ROWS else BUSY_LINGER_S
        return max(0.0, self._began + linger_s - time.monotonic())

    def begin(self) -> bool:
        """A write begins; returns whether one began before and did not end, so that some of the batch may be stored already."""
        in_doubt, self._doubt, self._began = self._doubt, True, time.monotonic()
        return in_doubt

    def end(self) -> float:
        """All of the batch is stored; returns the seconds that it took."""
        self.batch, self._doubt = Batch(), False
        return time.monotonic() - self._began
