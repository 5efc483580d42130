"""One after another, each until it is taken."""

import time
from typing import cast

import pytest

from consumers.alerting import patience
from consumers.alerting.log import Told
from consumers.alerting.outbox import Outbox
from consumers.alerting.webhook import NotTaken, Webhook
from events.alert import Alert
from events.moments import from_ms
from tests.unit.performance.alert_parts import AT_ONCE, Looking, a_standing

DAY_MS = 86_400_000


class Receiver:
    """Takes what it is told to, in order."""

    def __init__(self, *answers: bool) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    def tell(self, alert: Alert) -> None:
        self.asked.append(alert.id)
        if not self._answers.pop(0):
            raise NotTaken("it answered 503")


def told(offset: int, age_ms: int = 0) -> Told:
    alert = Looking(AT_ONCE).at(a_standing(campaign=f"campaign-{offset}"))
    assert alert
    return Told(offset, alert.model_copy(update={"recorded_at": from_ms(time.time_ns() // 1_000_000 - age_ms)}))


def outbox(receiver: Receiver | None, *waiting: Told) -> Outbox:
    built = Outbox(cast("Webhook | None", receiver), give_up_ms=DAY_MS)
    for one in waiting:
        built.put(one)
    return built


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1_000.0]
    monkeypatch.setattr(patience.time, "monotonic", lambda: now[0])
    return now


def test_what_is_taken_is_behind_us_in_its_order() -> None:
    receiver, first, second = Receiver(True, True), told(4), told(7)
    box = outbox(receiver, first, second)
    assert [box.send(), box.send(), box.send()] == [5, 8, None]
    assert receiver.asked == [first.alert.id, second.alert.id]


def test_what_is_not_taken_stays_first_and_is_tried_later_and_later(clock: list[float]) -> None:
    receiver, first = Receiver(False, False, False, True), told(4)
    box = outbox(receiver, first, told(7))
    tried = []
    for second in range(10):
        clock[0] = 1_000.0 + second
        if box.send() is None and len(receiver.asked) > len(tried):
            tried.append(second)
        if len(receiver.asked) == 4:
            break
    assert tried == [0, 1, 3]
    assert receiver.asked == [first.alert.id] * 4


def test_what_nobody_took_for_too_long_is_given_up() -> None:
    box = outbox(Receiver(False, True), told(4, age_ms=DAY_MS + 1), told(7))
    assert [box.send(), box.send()] == [5, 8]


def test_without_a_webhook_nothing_waits() -> None:
    assert outbox(None, told(4)).send() == 5
