"""The alerts topic in memory, with a partition that comes and goes, and a warehouse that says what it is told to."""

from typing import cast

from kafka.errors import KafkaTimeoutError

from consumers.alerting.alertmanager import Alertmanager
from consumers.alerting.evaluator import Evaluator
from consumers.alerting.log import AlertLog, Bounds, Told
from consumers.alerting.webhook import NotTaken, Webhook
from domain.performance.standing import Standing
from events.alert import Alert
from events.topics import ALERTS
from runtime.settings import Settings


class Topic:
    """What outlives every process: records, and the group's committed offset."""

    def __init__(self) -> None:
        self.records: list[bytes] = []
        self.committed = 0

    @property
    def transitions(self) -> list[str]:
        assert ALERTS.model
        return [ALERTS.model.validate_json(record).transition.value for record in self.records]


class Member:
    """An AlertLog without Kafka: owns the partition unless told otherwise."""

    def __init__(self, topic: Topic) -> None:
        self._topic, self._position, self._changed = topic, 0, True
        self.owns, self.loses_acks, self.lags, self.is_deaf = True, False, False, False

    def join(self) -> None: ...

    def leave(self) -> None: ...

    def poll(self) -> list[Told]:
        assert ALERTS.model
        if self.lags:
            return []
        fresh = range(self._position, len(self._topic.records))
        self._position = len(self._topic.records)
        return [Told(offset, ALERTS.model.validate_json(self._topic.records[offset])) for offset in fresh]

    def handed_out(self) -> bool:
        changed, self._changed = self._changed, False
        return changed

    def doubt(self) -> None:
        self._changed = True

    def is_given(self, owns: bool) -> None:
        self.owns, self._changed = owns, True

    def rewind(self) -> Bounds | None:
        if self.is_deaf:
            raise KafkaTimeoutError("nobody answers")
        self._position = 0
        return Bounds(self._topic.committed, len(self._topic.records)) if self.owns else None

    def position(self) -> int:
        return self._position

    def write(self, alert: Alert) -> int:
        self._topic.records.append(alert.model_dump_json().encode())
        if self.loses_acks:
            raise KafkaTimeoutError("the ack never came")
        return len(self._topic.records)

    def delivered(self, offset: int) -> None:
        self._topic.committed = offset


class Warehouse:
    """Stands where it is told to."""

    def __init__(self, *standings: Standing) -> None:
        self.told = list(standings)
        self.asked = 0

    def data_at(self) -> int:
        return max((standing.data_at for standing in self.told), default=0)

    def standings(self, data_at: int) -> list[Standing]:
        self.asked += 1
        return self.told


class Receiver:
    """Takes webhooks unless it refuses."""

    def __init__(self) -> None:
        self.refuses = False
        self.taken: list[str] = []

    def tell(self, alert: Alert) -> None:
        if self.refuses:
            raise NotTaken("it answered 503")
        self.taken.append(f"{alert.transition} {alert.id}")

    def close(self) -> None: ...


def an_evaluator(topic: Topic, warehouse: Warehouse, receiver: Receiver | None = None) -> tuple[Evaluator, Member]:
    """A new process: it remembers nothing."""
    settings, member = Settings(alert_pending_s=0), Member(topic)
    made = Evaluator(settings, cast("AlertLog", member), warehouse, cast("Webhook | None", receiver), Alertmanager(settings))
    made._every_s, made._rest = 0, 0
    return made, member


def steps(evaluator: Evaluator, count: int = 4) -> None:
    """Turns of its loop."""
    for _ in range(count):
        evaluator._stepped()
