"""What intake has finished with in each raw partition, so that entities may forget what no later message can need."""

from collections.abc import Collection
from dataclasses import dataclass

from events.messages import Tick
from events.moments import HOUR_MS

EVERY_MS = HOUR_MS
"""A tick is sent when this much received time has passed since the last one."""

RawPartition = tuple[int, int]
"""(place of the topic in `events.topics.TICKING`, partition)"""


@dataclass
class _Progress:
    active: int
    newest: int | None = None
    ticked: int | None = None


class Watermark:
    """Grows only, for as long as a partition is owned. Moments in milliseconds; `now` is the caller's clock."""

    def __init__(self, disorder_ms: int, idle_ms: int) -> None:
        self._disorder = disorder_ms
        self._idle = idle_ms
        self._progress: dict[RawPartition, _Progress] = {}

    def own(self, owned: Collection[RawPartition], now: int) -> None:
        """Begin with partitions that were assigned, forget those that were taken away."""
        self._progress = {one: self._progress.get(one) or _Progress(active=now) for one in sorted(owned)}

    def saw(self, one: RawPartition, newest: int | None, now: int) -> None:
        """Records of a partition were handled; `newest` is the latest receipt among them, None if all were refused."""
        progress = self._progress.setdefault(one, _Progress(active=now))
        progress.active = now
        if newest is not None:
            progress.newest = max(newest, progress.newest or 0)

    def silent(self, now: int) -> list[RawPartition]:
        """Partitions that brought nothing for the idle time: idle, if they are also read to their end."""
        return [one for one, progress in self._progress.items() if now - progress.active >= self._idle]

    def ticks(self, now: int) -> list[Tick]:
        """What is finished by what was received, where that has moved by an hour."""
        found = ((one, progress.newest) for one, progress in self._progress.items() if progress.newest is not None)
        # No event was received after now, whatever it says: a wrong clock must not end everybody's windows.
        return [tick for one, newest in found if (tick := self._tick(one, min(newest, now) - self._disorder, EVERY_MS))]

    def idle_ticks(self, idle: Collection[RawPartition], now: int) -> list[Tick]:
        """What is finished because nothing came; once per idle time."""
        finished = now - self._idle - self._disorder
        return [tick for one in idle if (tick := self._tick(one, finished, self._idle))]

    def _tick(self, one: RawPartition, finished: int, step: int) -> Tick | None:
        progress = self._progress[one]
        if finished <= 0 or (progress.ticked is not None and finished < progress.ticked + step):
            return None
        progress.ticked = finished
        return Tick(*one, finished)
