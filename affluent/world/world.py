"""The simulated world at work: first its history, then live."""

import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from affluent.world.clock import WorldClock
from affluent.world.doors.asking import Asking
from affluent.world.doors.browsers import Browsers
from affluent.world.doors.hostile import Attacker
from affluent.world.doors.importer import Importer
from affluent.world.doors.shops import Shops
from affluent.world.doors.tills import Tills
from affluent.world.doors.truth_log import TruthLog
from affluent.world.plot.acts import Act, Hostile, Repeat, Visit, Webhook
from affluent.world.plot.cast import cast
from affluent.world.plot.contracts import Telling
from affluent.world.plot.history import SPAN, Batch, history
from affluent.world.plot.living import Crowd
from affluent.world.plot.regulars import Regulars

TIMEOUT_S = 15.0
Told = Callable[[int, int], None]
"""Called with how many requests are done and how many there are."""


class World:
    """One seed's world before one collector. Its truth log says all that it did; use as a context."""

    def __init__(
        self, collector: str, token: str, secrets: Mapping[str, str], log: Path, seed: int, prefix: str = "", run: int = 0,
        storefront: str = "",
    ) -> None:  # fmt: skip
        self.cast, self._seed, self._run = cast(prefix, storefront), seed, run
        self._client = httpx.Client(timeout=TIMEOUT_S, follow_redirects=False)
        self._log = TruthLog(log)
        asking = Asking(self._client, self._log)
        self._importer = Importer(collector, token, asking)
        self._browsers = Browsers(collector, asking)
        shops = Shops(collector, asking, secrets)
        self._tills = Tills(self.cast, shops, self._browsers)
        self._attacker = Attacker(collector, shops, asking)
        self._regulars = Regulars(self.cast)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()
        self._log.close()

    @property
    def records(self) -> int:
        """How many raw records were accepted so far."""
        return self._log.records

    def live_through_history(self, start: int, stories: int, batch: int = 400, told: Told = lambda done, of: None) -> None:
        """Tell eight weeks from `start` (which must end by now); raises Refused or Unanswered."""
        story = list(history(self.cast, self._seed, start, stories, batch))
        for done, one in enumerate(story, 1):
            if isinstance(one, Telling):
                self._importer.apply(one)
            elif isinstance(one, Batch):
                self._importer.tell(one)
                self._regulars.notice(one)
            told(done, len(story))

    def live(self, rate: float, goes_on: Callable[[int], bool]) -> int:
        """Act live, `rate` times a second, while `goes_on(acts so far)`; how many acts there were. Raises Unanswered."""
        clock = WorldClock()
        for done, act in enumerate(self._acts(rate)):
            if not goes_on(done):
                return done
            clock.wait_for(act.at)
            self._do(act)
        return 0

    def _acts(self, rate: float) -> Iterator[Act]:
        crowd = Crowd(self.cast, self._seed, self._regulars.people, self._run)
        act = 0
        while True:
            yield crowd.act(int(act * 1000 / rate))
            act += 1

    def _do(self, act: Act) -> None:
        match act:
            case Visit():
                if not self._browsers.visit(act):
                    self._tills.forget(act.browser)
            case Webhook():
                self._tills.tell(act)
            case Repeat():
                self._tills.shops.repeat(act.back)
            case Hostile():
                self._attacker.attack(act.shop, act.which)


def start_of_history(now_ms: int | None = None) -> int:
    """When the eight weeks begin that end a minute ago, milliseconds since 1970."""
    return (now_ms if now_ms is not None else time.time_ns() // 1_000_000) - SPAN - 60_000
