"""A campaign that fails, and one look at it after another."""

from collections.abc import Iterable
from typing import Any

from domain.performance.alerts import Limits, Watch, judge, remembered, scope_of, told
from domain.performance.standing import Sold, Standing
from events.alert import Alert
from events.moments import HOUR_MS, MINUTE_MS

T0 = 1_790_000_000_000
LIMITS = Limits(pending_ms=10 * MINUTE_MS, stale_ms=HOUR_MS, hysteresis=100_000)
AT_ONCE = LIMITS._replace(pending_ms=0)
OF_80_EUR = Sold(400_000, 50)


def a_standing(**more: Any) -> Standing:
    """600 EUR spent at a target of 2 and nothing sold, where an order of the brand brings 80 EUR: 15 orders should be there."""
    fields: dict[str, Any] = {
        "campaign": "reels", "brand": "lumen", "currency": "EUR", "own": Sold(), "cost": 60_000, "target": 2_000_000,
        "data_from": T0 - 30 * 24 * HOUR_MS, "data_at": T0, "of_brand": OF_80_EUR,
    }  # fmt: skip
    return Standing(**{**fields, **more})


class Looking:
    """Looks at one scope again and again; what is written is told at once. `log` is the topic."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self.watch = Watch()
        self.log: list[Alert] = []

    def at(self, standing: Standing, now: int | None = None) -> Alert | None:
        """One look, a second after the data if not told otherwise."""
        moment = standing.data_at + 1000 if now is None else now
        self.watch, alert = judge(self._limits, self.watch, standing, moment)
        if alert:
            self.log.append(alert)
            self.watch = told(self.watch, alert)
        return alert

    def restart(self) -> None:
        """Only what is on the topic is left."""
        self.watch = remembered(self.log).get(scope_of(a_standing()), Watch())

    @property
    def transitions(self) -> list[str]:
        return [alert.transition.value for alert in self.log]


def minutes(*numbers: int) -> Iterable[int]:
    """Moments, in minutes after T0."""
    return (T0 + number * MINUTE_MS for number in numbers)
