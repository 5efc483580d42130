"""Everything that is measured, in the order of the page."""

from bench.figures import Row
from bench.measures import latency, whole_path, worker

ROWS: tuple[Row, ...] = (
    Row("worker", "the real worker, realistic mix: 20 k events/s a core, 15 k with 5 ms more a round trip", worker.measure),
    Row("path", "raw topics to rows in ClickHouse, all processes and the broker on this machine", whole_path.measure),
    Row("latency", "at 500 events/s, from a sale's receipt to its decision's row and from a click's to its row", latency.measure),
)
