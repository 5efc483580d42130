"""How often the campaigns are looked at: seldom enough that the sink beside has the machine."""

import pytest

from consumers.alerting import evaluator, patience
from consumers.alerting.evaluator import LONGEST_REST_S, REST
from domain.performance.standing import Standing
from tests.unit.consumers.alerting.topic_parts import Topic, Warehouse, an_evaluator, steps
from tests.unit.performance.alert_parts import a_standing

NOW = 1_790_000_000_000


class Clock:
    now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def time_ns(self) -> int:
        return NOW * 1_000_000


class Slow(Warehouse):
    """Every look takes some seconds, and there is always newer data."""

    def __init__(self, clock: Clock, took_s: float) -> None:
        super().__init__(a_standing(data_at=NOW - 100))
        self._clock, self._took_s = clock, took_s

    def standings(self, data_at: int) -> list[Standing]:
        self._clock.now += self._took_s
        self.told = [standing._replace(data_at=standing.data_at + 1) for standing in self.told]
        return super().standings(data_at)


@pytest.mark.parametrize(("took_s", "rests_s"), [(0.1, 5), (4.0, 4.0 * REST), (60.0, LONGEST_REST_S)])
def test_the_longer_a_look_takes_the_longer_is_the_rest(monkeypatch: pytest.MonkeyPatch, took_s: float, rests_s: float) -> None:
    clock = Clock()
    monkeypatch.setattr(evaluator, "time", clock)
    monkeypatch.setattr(patience, "time", clock)
    warehouse = Slow(clock, took_s)
    judges, _ = an_evaluator(Topic(), warehouse)
    judges._every_s, judges._rest = 5, REST
    steps(judges)
    clock.now += rests_s - 0.01
    steps(judges)
    assert warehouse.asked == 1
    clock.now += 0.02
    steps(judges)
    assert warehouse.asked == 2
