"""Textbook Faust: a Record for each event, a Table write for each touch, an awaited send for each sale.

As the user guide shows it, with its defaults: one event a record, at-least-once, a memory store with a changelog. A touch that is
delivered again is remembered again, and a result's send is not waited for until the broker has it: Faust commits after a flush.
"""

import os

import faust

from bench.peers.journey import last_touch, remember


class Event(faust.Record, serializer="json"):
    """A history, a click or a sale."""

    kind: str
    person: str
    at: int
    id: str | None = None
    creator: str | None = None
    amount: int | None = None
    touches: list | None = None


class Result(faust.Record, serializer="json"):
    """The last touch of a sale."""

    sale: str
    creator: str | None
    amount: int


app = faust.App(
    "bench-faust",
    broker=f"kafka://{os.environ['BENCH_KAFKA']}",
    store="memory://",
    datadir=os.environ["BENCH_FOLDER"],
    web_enabled=False,
    topic_partitions=4,
    topic_replication_factor=1,
    table_standby_replicas=0,
    consumer_auto_offset_reset="earliest",
)
events = app.topic(os.environ["BENCH_EVENTS"], key_type=str, key_serializer="raw", value_type=Event)
results = app.topic(os.environ["BENCH_RESULTS"], key_type=str, key_serializer="raw", value_type=Result)
journeys = app.Table("journeys", default=list, key_type=str)


@app.agent(events)
async def attribute(stream: faust.StreamT[Event]) -> None:
    """The last touch of each sale."""
    async for event in stream:
        if event.kind == "sale":
            creator = last_touch(reversed(journeys[event.person]), event.at)
            await results.send(key=event.person, value=Result(sale=event.id, creator=creator, amount=event.amount))
        elif event.kind == "click":
            journeys[event.person] = remember(journeys[event.person], [event.at, event.id, event.creator])
        else:
            journeys[event.person] = event.touches


if __name__ == "__main__":
    faust.Worker(app, loglevel="INFO").execute_from_commandline()
