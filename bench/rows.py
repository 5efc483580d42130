"""Everything that is measured, in the order of the page."""

from bench.figures import Row
from bench.measures import worker

ROWS: tuple[Row, ...] = (
    Row("worker", "the real worker, realistic mix: 20 k events/s a core, 15 k with 5 ms more a round trip", worker.measure),
)
