"""Everything that is measured, in the order of the page."""

from bench.figures import Row
from bench.measures import growth, latency, recovery, recovery_loaded, state, whole_path, worker

ROWS: tuple[Row, ...] = (
    Row("worker", "the real worker, realistic mix: 20 k events/s a core, 15 k with 5 ms more a round trip", worker.measure),
    Row("path", "raw topics to rows in ClickHouse, all processes and the broker on this machine", whole_path.measure),
    Row("latency", "at 500 events/s, from a sale's receipt to its decision's row and from a click's to its row", latency.measure),
    Row("state", "what people in state take of a worker's memory: a million in less than 1.5 GB", state.measure),
    Row("recovery", "a worker that starts has its rows back: at least 60,000 changelog rows/s", recovery.measure),
    Row("recovery-loaded", "a loaded worker is killed: back at work in 60 s", recovery_loaded.measure, quick=False),
    Row(
        "growth",
        "cost an event: flat within 20 % from 10,000 to a million people and from 1 to 16 partitions",
        growth.measure,
        quick=False,
    ),
)
