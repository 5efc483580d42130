"""Bar 1: our worker on its peers' work, against what a user would pick instead."""

import sys
from collections.abc import Iterator, Mapping, Sequence

from bench.figures import Figures
from bench.keep import PEERS_PYTHON
from bench.peers.contest import Contender, Score, contest
from bench.peers.feed import Written
from bench.peers.journey import KEPT
from bench.place import Place
from bench.traffic.last_touch_work import PARTITIONS, Event, Work, as_bundles, as_json, make_work
from events.topics import CHANGELOG, JOURNAL
from streams.app import APP

SEED = 20
FAUST_NTH = 8
"""Faust is given one person in so many: it has no better rate with more, and with all of them it would take minutes."""
FAUST_READY = "Worker ready"
"""Faust may lose what it has fetched before it says so, and then never commits past it (faust-streaming issue 596)."""
ON_A_CORE = 0.8


def measure(place: Place) -> Figures:
    """Rates and CPU of each, and the ratios; without Quix Streams where its environment could not be made."""
    settings = place.fresh_topics(PARTITIONS)
    work = make_work(8_000, 32_000, SEED) if place.quick else make_work(50_000, 400_000, SEED)
    scores = contest(place, settings, _contenders(work))
    values = {f"{name}_per_s": score.per_s for name, score in scores.items()}
    values |= {f"{name}_cpu_us": score.cpu_us for name, score in scores.items()}
    values |= {f"worker_vs_{peer}": scores["worker"].per_s / scores[peer].per_s for peer in ("faust", "quix") if peer in scores}
    return Figures(values, notes=[*_notes(work), *_kept_waiting(scores)])


def _contenders(work: Work) -> list[Contender]:
    installed = PEERS_PYTHON.exists()
    python = str(PEERS_PYTHON) if installed else sys.executable
    few = work.of_every(FAUST_NTH)
    quix = _peer("quix", work, (python, "-m", "bench.peers.quix_app"), "changelog__bench-quix--bench.quix.events--default")
    return [
        _peer("faust", few, (python, "-m", "bench.peers.faust_app"), "bench-faust-journeys-changelog", FAUST_READY),
        *([quix] if installed else []),
        _peer("aiokafka", work, (python, "-m", "bench.peers.aiokafka_loop")),
        Contender("worker", (sys.executable, "-m", "bench.last_touch"), APP, JOURNAL.name, work, _bundled, CHANGELOG.name),
    ]


def _peer(name: str, work: Work, command: Sequence[str], changelog: str | None = None, ready: str = "") -> Contender:
    return Contender(name, command, f"bench-{name}", f"bench.{name}.events", work, _single, changelog, ready)


def _single(events: Sequence[Event]) -> Iterator[Written]:
    return (Written(value, key) for key, value in as_json(events))


def _bundled(events: Sequence[Event]) -> Iterator[Written]:
    return (Written(value, partition=home) for home, value in as_bundles(events, SEED))


def _notes(work: Work) -> list[str]:
    few = work.of_every(FAUST_NTH)
    installed = "" if PEERS_PYTHON.exists() else " Quix Streams is not installed, and Faust has no orjson."
    return [
        f"{len(work.events):,} events, nine in ten clicks, of {len(work.histories):,} people with {KEPT} touches each.",
        f"Faust is given {len(few.events):,} of them, those of {len(few.histories):,} people.{installed}",
        "Every result of every contender was compared with an answer found without it; those with a changelog had written it.",
        "Our row for this work keeps its touches packed; the product's device row is decoded in full.",
        "Our worker reads what intake has checked, the others raw JSON: `worker_with_intake_vs_quix` adds intake's core.",
        "A contender is timed from its first result to its last, while the others wait without work.",
    ]


def _kept_waiting(scores: Mapping[str, Score]) -> list[str]:
    shares = {name: score.per_s * score.cpu_us / 1e6 for name, score in scores.items()}
    return [
        f"{name} was on a core for {share:.0%} of its time only: it waited for the broker, or for others on this machine."
        for name, share in shares.items()
        if share < ON_A_CORE
    ]
