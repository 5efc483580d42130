"""Everything that is measured, in the order of the page."""

from bench.figures import Row
from bench.measures import collector, growth, intake, overview, peers, recovery, recovery_loaded, sink, state, whole_path, worker

ROWS: tuple[Row, ...] = (
    Row("peers", "our worker on its peers' work: 12 times the textbook Faust app, 1.2 times Quix Streams", peers.measure),
    Row("worker", "the real worker, realistic mix: 20 k events/s a core, 15 k with 5 ms more a round trip", worker.measure),
    Row("intake", "raw records to acknowledged bundles: 80,000 events/s a core", intake.measure),
    Row("sink", "journal and decisions to rows in chDB: 80,000 rows/s", sink.measure),
    Row(
        "collector",
        "redirects beside a bare uvicorn 302, Kafka up and down, in one run: half its rate, twice its p99",
        collector.measure,
    ),
    Row("path", "raw topics to rows in ClickHouse, everything and the broker here: latency and rate", whole_path.measure),
    Row("state", "what people in state take of a worker's memory: a million in less than 1.5 GB", state.measure, quick=False),
    Row("recovery", "a worker that starts has its rows back: 60,000 changelog rows/s", recovery.measure, quick=False),
    Row(
        "recovery-loaded", "a worker loaded for ten minutes is killed: back at work in 60 s", recovery_loaded.measure, quick=False
    ),
    Row(
        "overview",
        "the overview's queries over 10,000 creators and a million orders, rows coming in: 200 ms; first paint: 1.5 s",
        overview.measure,
        quick=False,
    ),
    Row("growth", "cost an event: flat from 10,000 to a million people, from 1 to 16 partitions", growth.measure, quick=False),
)
