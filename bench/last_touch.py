"""Our worker on its peers' work: hosted as the product is, with last touch in place of the entities.

Everything around the rule is the product's own: bundles, rows before results, every ack awaited, offsets committed last, a row
that ignores what was applied to it before.
"""

import os
from collections.abc import Iterable, Sequence
from typing import Any

import faust
import msgspec

from bench.peers.journey import last_touch, remember
from events.facts import Clicked, Ordered
from events.messages import Touches
from runtime.logs import start_logging
from runtime.settings import Settings
from streams.app import make_app
from streams.faust_rim.batches import Record
from streams.host import Job
from streams.settle import Bundle, Settled, Stored

APPLIED_BYTES = 8

_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(tuple[int, str, str]).decode
_unpack_all = msgspec.msgpack.Decoder(list[bytes]).decode
_answer = msgspec.json.Encoder().encode


class Journey:
    """A person's row while bundles are settled: when it was last changed, and the newest touches in order of time.

    A touch stays packed, as (at, id, creator), until it is looked at. Packed touches sort by time: milliseconds take a mark and
    eight bytes in MessagePack, the highest first.
    """

    __slots__ = ("applied", "touches")

    def __init__(self, raw: bytes | None) -> None:
        self.applied = -1 if raw is None else int.from_bytes(raw[:APPLIED_BYTES], "big", signed=True)
        self.touches: list[bytes] = [] if raw is None else _unpack_all(memoryview(raw)[APPLIED_BYTES:])

    def last(self, at: int) -> str | None:
        """The creator of the last touch before a sale."""
        return last_touch(map(_unpack, reversed(self.touches)), at)

    def told(self, body: Clicked | Touches, position: int) -> bool:
        """Take in a click or a history, unless it was before; returns whether the row has changed."""
        if position <= self.applied:
            return False
        self.applied = position
        if isinstance(body, Clicked):
            remember(self.touches, _pack((body.at, body.id, body.link_version)))
        else:
            self.touches = [_pack((each.at, each.id, each.link_version)) for each in body.touches]
        return True

    def packed(self) -> bytes:
        """As the product's rows: `applied` first, so that recovery compares rows without decoding them."""
        return self.applied.to_bytes(APPLIED_BYTES, "big", signed=True) + _pack(self.touches)


def settle(stored: Stored, bundles: Sequence[Bundle], sweep: Iterable[str], patient: bool) -> Settled:
    """Rows by key, and answers, each (partition, sale, creator), in place of decisions."""
    journeys: dict[str, Journey] = {}
    changed: set[str] = set()
    answers: list[Any] = []
    for bundle in bundles:
        for index, envelope in enumerate(bundle.messages):
            key, body = envelope.key, envelope.body
            journey = journeys.get(key)
            if journey is None:
                journey = journeys[key] = Journey(stored.get(key))
            if isinstance(body, Ordered):
                answers.append((bundle.partition, body, journey.last(body.ordered_at)))
            elif journey.told(body, bundle.offset << 8 | index):
                changed.add(key)
    return Settled({key: journeys[key].packed() for key in changed}, [], answers, [], [])


def records(settled: Settled) -> list[Record]:
    """One result a sale."""
    topic = os.environ["BENCH_RESULTS"]
    return [
        Record(topic, home, sale.visitor.encode(), _answer({"sale": sale.id, "creator": creator, "amount": sale.lines[0].amount}))
        for home, sale, creator in settled.decisions
    ]


def main() -> None:
    """Until SIGTERM."""
    settings = Settings()
    start_logging(settings.log_level)
    app = make_app(settings, Job(settle, records, lambda: None, settings.partitions))
    worker = faust.Worker(app, loglevel=settings.log_level, logging_config=None, override_logging=False, quiet=True)
    worker.execute_from_commandline()


if __name__ == "__main__":
    main()
