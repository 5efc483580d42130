"""A partitioned log that hands bundles to the real settling, crashes, repeats, ticks, and keeps what was written."""

from collections import Counter
from random import Random

from msgspec.structs import astuple

from domain.attribution.entity import World
from domain.attribution.rows import decode_row
from events.addressing import code_key, order_key, partition_of
from events.decision import Decision, encode_decision
from events.facts import Clicked
from events.messages import CodeVersion, Envelope, Tick
from streams.settle import Bundle, Settled, settle
from tests.worlds.judge import Verdict, not_nothing
from tests.worlds.scene import HORIZONS, POLICIES, TERMS, Scene

PARTITIONS, BUNDLE, CRASH = 3, 4, 0.08
SOURCES = ("0:0", "1:0", "2:0")  # clicks, sales, catalog
WORLD = World(lambda kind, ref: TERMS[kind, ref], HORIZONS, PARTITIONS, 1, SOURCES, POLICIES.__getitem__)


def address(event: object) -> Envelope:
    """What intake does."""
    if isinstance(event, Clicked):
        return Envelope(f"v:{event.visitor}", event)
    if isinstance(event, CodeVersion):
        return Envelope(code_key(event.shop, event.code), event)
    return Envelope(order_key(event.shop, event.order), event)


class Log:
    """One run of a scene through the log."""

    def __init__(self, scene: Scene, rng: Random, tally: Counter[str]) -> None:
        self.rng, self.tally = rng, tally
        self.raw = self._arrivals(scene)
        self.log: list[list[tuple[Envelope, ...]]] = [[] for _ in range(PARTITIONS)]
        self.rows: list[dict[str, bytes]] = [{} for _ in range(PARTITIONS)]
        self.offset, self.committed = [0] * PARTITIONS, [0] * PARTITIONS
        self.warehouse: dict[str, Decision] = {}
        self.written: dict[tuple[str, int], bytes] = {}
        self.late: dict[str, set[tuple[str, str]]] = {}
        self.watermark = 0
        self.came_at: dict[str, int] = {}
        """Click or code's version → the watermark when it first came."""

    def _arrivals(self, scene: Scene) -> list[tuple[str, int, object]]:
        """(raw partition, receipt, event): about in the order of receipt, with disorder; the next one is last."""
        kinds = [("0:0", scene.clicks), ("1:0", scene.sales), ("2:0", scene.codes)]
        raw = [(source, self._received(event), event) for source, events in kinds for event in events]
        raw += [each for each in raw if self.rng.random() < 0.2]
        spread = self.rng.choice([1, 100, 1000, 10_000])
        return sorted(raw, key=lambda each: -each[1] + self.rng.randrange(spread))

    @staticmethod
    def _received(event: object) -> int:
        return event.recorded if isinstance(event, CodeVersion) else event.received  # type: ignore[attr-defined]

    def send(self, messages: list[Envelope]) -> None:
        """Append to the log, bundled."""
        for p in range(PARTITIONS):
            mine = [m for m in messages if partition_of(m.key, PARTITIONS) == p]
            self.log[p].extend(tuple(mine[i : i + BUNDLE]) for i in range(0, len(mine), BUNDLE))

    def take_in(self) -> None:
        """Some raw events reach the journal; sometimes a tick says how far that is, or intake died and repeats some."""
        batch = [self.raw.pop() for _ in range(min(len(self.raw), self.rng.randint(1, BUNDLE)))]
        self.send([address(event) for _, _, event in batch])
        for _, _, event in batch:
            if isinstance(event, Clicked | CodeVersion):
                self.came_at.setdefault(event.id if isinstance(event, Clicked) else event.ref, self.watermark)
        if self.rng.random() < 0.15:
            self.tick()
        if self.rng.random() < 0.1:
            self.send([address(event) for _, _, event in batch])

    def tick(self) -> None:
        """What intake has finished with: everything received before the earliest that is still to come."""
        ends = [min((received for origin, received, _ in self.raw if origin == source), default=10_000) for source in SOURCES]
        self.watermark = max(self.watermark, min(ends))
        for number, finished in enumerate(ends):
            self.send([Envelope(f"t:{p}", Tick(number, 0, finished)) for p in range(PARTITIONS)])

    def step(self) -> None:
        """Settle some bundles together; perhaps die while the state is written, or in the middle of the results."""
        group = self._group()
        rows = {key: raw for p in {bundle.partition for bundle in group} for key, raw in self.rows[p].items()}
        settled = settle(rows, group, WORLD, self.rng.sample(sorted(rows), min(2, len(rows))))
        self.tally["messages"] += sum(len(bundle.messages) for bundle in group)
        assert not settled.set_aside
        crashed = self.rng.random() < CRASH
        torn = crashed and self.rng.random() < 0.3
        self._store(settled, torn)
        if not torn:
            self._results(settled, crashed)
        for bundle in group:
            p = bundle.partition
            self.offset[p] = self.committed[p] if crashed else bundle.offset + 1
            if not crashed and self.rng.random() < 0.3:
                self.committed[p] = self.offset[p]

    def _group(self) -> list[Bundle]:
        """The next bundles of partitions that have some: one, or several that waited."""
        ahead, group = list(self.offset), []
        for _ in range(self.rng.choice([1, 1, 2, 5])):
            ready = [p for p in range(PARTITIONS) if ahead[p] < len(self.log[p])]
            if ready:
                p = self.rng.choice(ready)
                group.append(Bundle(p, ahead[p], self.log[p][ahead[p]]))
                ahead[p] += 1
        return group

    def _store(self, settled: Settled, torn: bool) -> None:
        """Keep the rows; `torn`: only some of them reached the changelog."""
        for key, raw in settled.rows.items():
            p = partition_of(key, PARTITIONS)
            if torn and self.rng.random() < 0.5:
                continue
            if raw is None:
                self.rows[p].pop(key, None)
                self.tally["rows forgotten"] += 1
            else:
                self.rows[p][key] = raw

    def _results(self, settled: Settled, crashed: bool) -> None:
        def some(results: list) -> list:  # type: ignore[type-arg]
            return results[: self.rng.randrange(len(results) + 1)] if crashed else results

        self.send(some(settled.sends))
        for decision in some(settled.decisions):
            self._keep(decision)
        for late in some(settled.late):
            self.late.setdefault(late.order, set()).add((late.touch, late.ref))

    def _keep(self, decision: Decision) -> None:
        self.tally["decisions"] += 1
        content = encode_decision(decision)
        name = decision.order
        self.tally["conflicts"] += self.written.setdefault((name, decision.version), content) != content
        self.tally["cents"] += any(
            sum(share.amount for share in credit.shares) + credit.unattributed != decision.net for credit in decision.credits
        )
        if name not in self.warehouse or decision.version >= self.warehouse[name].version:
            self.warehouse[name] = decision

    def run(self) -> dict[str, Verdict]:
        """Until nothing is left; what the warehouse then shows."""
        while True:
            ready = [p for p in range(PARTITIONS) if self.offset[p] < len(self.log[p])]
            if self.raw and (not ready or self.rng.random() < 0.4):
                self.take_in()
            elif ready:
                self.step()
            else:
                break
        self._count()
        return {name: self._verdict(name, decision) for name, decision in self.warehouse.items()}

    def _count(self) -> None:
        for rows in self.rows:
            for raw in rows.values():
                row = decode_row(raw)
                self.tally["orders closed"] += bool(getattr(row, "closed", False))
                self.tally["watermarks"] += bool(getattr(row, "watermark", 0))

    def _verdict(self, name: str, decision: Decision) -> Verdict:
        candidates = tuple((each.touch, each.ref, each.reason) for each in decision.candidates)
        paid = (decision.returning, *((each.collaboration, each.base, each.amount) for each in decision.commissions))
        credits = not_nothing({each.model: {astuple(one)[:5]: one.amount for one in each.shares} for each in decision.credits})
        return Verdict(decision.net, decision.flags, candidates, paid, credits, frozenset(self.late.get(name, set())))
