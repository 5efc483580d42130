"""Quix Streams: a stateful apply on single JSON events, at-least-once, RocksDB with a changelog.

As its documentation shows it, with its defaults: state is written to the changelog and to RocksDB at each checkpoint (5 s), and
offsets are committed then. A touch that is delivered again is remembered again.
"""

import os
from pathlib import Path

from quixstreams import Application, State

from bench.peers.journey import last_touch, remember

app = Application(
    broker_address=os.environ["BENCH_KAFKA"],
    consumer_group="bench-quix",
    auto_offset_reset="earliest",
    processing_guarantee="at-least-once",
    state_dir=Path(os.environ["BENCH_FOLDER"]),
    loglevel="WARNING",
)
events = app.topic(os.environ["BENCH_EVENTS"], key_deserializer="str", value_deserializer="json")
results = app.topic(os.environ["BENCH_RESULTS"], key_serializer="str", value_serializer="json")


def settle(event: dict, state: State) -> dict | None:
    """Remember a touch; answer a sale."""
    if event["kind"] == "sale":
        return {
            "sale": event["id"],
            "creator": last_touch(reversed(state.get("touches", [])), event["at"]),
            "amount": event["amount"],
        }
    if event["kind"] == "click":
        state.set("touches", remember(state.get("touches", []), [event["at"], event["id"], event["creator"]]))
    else:
        state.set("touches", event["touches"])
    return None


if __name__ == "__main__":
    answered = app.dataframe(events).apply(settle, stateful=True)
    answered.filter(lambda answer: answer is not None).to_topic(results)
    app.run()
