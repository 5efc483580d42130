"""Contenders at the work: all are warmed up with the histories, then one after the other is timed on the events.

The clock is the broker's, which stamps each result: from a contender's first result to its last.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec
import psutil
from kafka import KafkaConsumer

from bench.peers.feed import Written, create, feed
from bench.place import Place
from bench.processes import Running, running
from bench.traffic.last_touch_work import Answer, Event, Work, answers
from bench.waiting import until
from runtime.kafka import consumer, partitions_of
from runtime.settings import Settings

READY_S, WORK_S, READ_MS = 60, 120, 10_000


class Contender(NamedTuple):
    """A program, the consumer group that it works in, and how it wants to be told."""

    name: str
    command: Sequence[str]
    group: str
    topic: str
    work: Work
    told: Callable[[Sequence[Event]], Iterable[Written]]
    changelog: str | None = None
    """The topic from which it would recover its rows; None: it would not."""
    ready_says: str = ""
    """What its log says when it may be given work, if it must not find any when it starts."""

    @property
    def results(self) -> str:
        """The topic of its results."""
        return f"bench.{self.name}.results"


class Score(NamedTuple):
    """Events a second of wall time, and CPU of the process for each, microseconds."""

    per_s: float
    cpu_us: float


class NotDone(Exception):
    """A contender did not do the work; the message says what is wrong or missing."""


def contest(place: Place, settings: Settings, contenders: Sequence[Contender]) -> dict[str, Score]:
    """Scores by name. Whoever is not being timed waits for events that do not come. Raises NotDone."""
    with ExitStack() as stack:
        started = [(each, stack.enter_context(_started(place, settings, each))) for each in contenders]
        for contender, process in started:
            _wait_until_ready(place, contender, process)
            feed(settings, contender.topic, contender.told(contender.work.histories))
        for contender, process in started:
            _wait_until_committed(settings, contender, process)
        return {contender.name: _timed(settings, contender, process) for contender, process in started}


@contextmanager
def _started(place: Place, settings: Settings, contender: Contender) -> Iterator[Running]:
    create(settings, {contender.results, contender.topic})
    with running(contender.command, _environment(place, contender), _log(place, contender)) as process:
        yield process


def _log(place: Place, contender: Contender) -> Path:
    return place.folder / f"{contender.name}.log"


def _environment(place: Place, contender: Contender) -> Mapping[str, str]:
    folder = place.scratch(contender.name)
    return place.environment(streams_dir=folder) | {
        "BENCH_KAFKA": place.kafka,
        "BENCH_EVENTS": contender.topic,
        "BENCH_RESULTS": contender.results,
        "BENCH_FOLDER": str(folder),
    }


def _timed(settings: Settings, contender: Contender, process: Running) -> Score:
    right, events = answers(contender.work), contender.work.events
    program = psutil.Process(process.pid)
    program.suspend()  # or it would race with whoever writes what it is to read
    feed(settings, contender.topic, contender.told(events))
    before = process.usage().cpu_s
    program.resume()
    _wait_for_results(settings, contender, right.total(), process)
    used = process.usage().cpu_s - before
    process.end()  # its last checkpoint must not meet the next one's start
    return Score(len(events) / _judged(settings, contender, right), used / len(events) * 1e6)


def _wait_until_ready(place: Place, contender: Contender, process: Running) -> None:
    def ready() -> bool:
        process.usage()  # raises if it has ended
        return contender.ready_says in _log(place, contender).read_text()

    until(ready, lambda: f"{contender.name} to say {contender.ready_says!r}", READY_S)


def _wait_until_committed(settings: Settings, contender: Contender, process: Running) -> None:
    with _reader(settings, contender.topic, contender.group) as reader:
        ends = reader.end_offsets(list(reader.assignment()))

        def behind() -> int:
            process.usage()
            return sum(end - (reader.committed(tp) or 0) for tp, end in ends.items())

        until(lambda: not behind(), lambda: f"{contender.name} to commit {behind()} records of histories", READY_S)


def _wait_for_results(settings: Settings, contender: Contender, count: int, process: Running) -> None:
    with _reader(settings, contender.results) as reader:

        def there() -> int:
            process.usage()
            return _written(reader)

        until(lambda: there() >= count, lambda: f"{count - there()} results of {contender.name}", WORK_S)


def _judged(settings: Settings, contender: Contender, right: Counter[Answer]) -> float:
    """Seconds from the first result to the last, if all of them are right and the rows could be recovered."""
    if contender.changelog:
        with _reader(settings, contender.changelog) as reader:
            if _written(reader) < len(contender.work.histories):
                raise NotDone(f"{contender.name}: {_written(reader)} rows in {contender.changelog}")
    said: Counter[Answer] = Counter()
    at: list[int] = []
    decode = msgspec.json.Decoder(Answer).decode
    with _reader(settings, contender.results) as reader:
        while said.total() < right.total() and (polled := reader.poll(READ_MS, max_records=10_000)):
            records = [record for mine in polled.values() for record in mine]
            at += [record.timestamp for record in records]
            said.update(decode(record.value) for record in records)
    refuse_wrong(contender.name, said, right)
    return (max(at) - min(at)) / 1000


def refuse_wrong(name: str, said: Counter[Answer], right: Counter[Answer]) -> None:
    """Raises NotDone unless both are the same, each answer as often."""
    wrong, missing = said - right, right - said
    if wrong or missing:
        example = next(iter(wrong or missing))
        raise NotDone(f"{name}: {wrong.total()} results are wrong, {missing.total()} are missing, such as {example}")


def _written(reader: KafkaConsumer) -> int:
    return sum(reader.end_offsets(list(reader.assignment())).values())


@contextmanager
def _reader(settings: Settings, topic: str, group: str | None = None) -> Iterator[KafkaConsumer]:
    client = consumer(settings, group_id=group)
    try:
        client.assign(partitions_of(client, topic))
        client.seek_to_beginning()
        yield client
    finally:
        client.close()
