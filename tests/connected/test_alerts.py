"""One alert from end to end: real Kafka, real warehouse, real Alertmanager; killed in between."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from consumers.alerting.webhook import headers_of
from events.alert import Transition
from tests.connected.alert_parts import AT_TARGET, FAILING, HEALTHY, Market, Receiver, written
from tests.connected.alertmanager_node import Alertmanager, running_alertmanager
from tests.connected.kafka_node import running_kafka
from tests.connected.waiting import until
from tests.connected.warehouse_desk import PLAIN, Desk, Process, running

SECRET = "a-secret-that-is-long-enough"
TALKATIVE = "from runtime.logs import start_logging; start_logging('INFO'); "
JUDGES = "the alerts are judged here"
TAKEOVER_S = 30
OPENED, RESOLVED = Transition.OPENED, Transition.RESOLVED


class House:
    """Everything around the warehouse's process."""

    def __init__(self, broker: str, folder: Path, receiver: Receiver, notified: Receiver, alertmanager: Alertmanager) -> None:
        self.broker, self.folder = broker, folder
        self.receiver, self.notified, self.alertmanager = receiver, notified, alertmanager
        self.desk, self.second = self._desk("first"), self._desk("second")
        self.market = Market(self.desk)

    def _desk(self, name: str) -> Desk:
        (self.folder / name).mkdir()
        desk = Desk(self.broker, self.folder / name)
        desk.environment |= {
            "AFFLUENT_ALERT_EVERY_S": "1", "AFFLUENT_ALERT_PENDING_S": "2",
            "AFFLUENT_ALERT_WEBHOOK_URL": self.receiver.url, "AFFLUENT_ALERT_WEBHOOK_SECRET": SECRET,
            "AFFLUENT_ALERTMANAGER_URL": self.alertmanager.url, "AFFLUENT_ALERTMANAGER_RESEND_S": "2",
        }  # fmt: skip
        return desk

    def transitions(self) -> list[tuple[str, Transition]]:
        return [(alert.campaign, alert.transition) for alert in written(self.broker)]

    def delivered(self) -> list[tuple[str, str]]:
        return [(body["data"]["campaign"], body["type"]) for body in self.receiver.bodies()]

    def notifications(self) -> list[tuple[str, str]]:
        """What Alertmanager told on: (campaign, firing or resolved)."""
        told = [alert for body in self.notified.bodies() for alert in body["alerts"]]
        return [(alert["labels"]["campaign"], alert["status"]) for alert in told]

    def eventually(self, says: Callable[[], Any], expected: Any, seconds: float = 20) -> None:
        until(lambda: says() == expected, lambda: f"{says()} is not {expected}; {self.desk.log()[-2000:]}", seconds)


@pytest.fixture
def house(class_path: tuple[Path, ...], tmp_path: Path) -> Iterator[House]:
    with ExitStack() as stack:
        receiver, notified = stack.enter_context(Receiver().open()), stack.enter_context(Receiver().open())
        alertmanager = stack.enter_context(running_alertmanager(tmp_path, notified.url))
        broker = stack.enter_context(running_kafka(tmp_path / "kafka", class_path))
        house = House(broker, tmp_path, receiver, notified, alertmanager)
        for desk in (house.desk, house.second):
            stack.callback(desk.producer.close, 2)
        stack.enter_context(house.market.open_for_visitors())  # last in, first out: nobody comes once a producer is closed
        yield house


def test_a_campaign_under_target_fires_once_and_is_resolved_once_through_kills(house: House) -> None:
    """Each `running` ends by SIGKILL."""
    house.market.opens()
    house.market.sells(HEALTHY, AT_TARGET)
    house.receiver.refuses = True
    with running(house.desk):
        house.eventually(house.transitions, [(FAILING, OPENED)])
        until(lambda: house.receiver.refused > 0, lambda: "the webhook was never asked")
    house.receiver.refuses = False  # it stands on the topic, and nobody has taken it
    with ExitStack() as lives:
        first = lives.enter_context(running(house.desk))
        house.eventually(house.delivered, [(FAILING, "alert.opened")])
        house.eventually(house.notifications, [(FAILING, "firing")])
        assert_shown_open(house, first)
        second = lives.enter_context(running(house.second, TALKATIVE + PLAIN))
        assert JUDGES not in house.second.log()
        first.child.kill()
        house.market.sells(FAILING, AT_TARGET)
        assert_resolved(house, second)
        assert JUDGES in house.second.log()
        lives.enter_context(running(house.desk))
        time.sleep(3)  # several looks at the same campaigns
    assert house.transitions() == [(FAILING, OPENED), (FAILING, RESOLVED)]
    assert house.notifications() == [(FAILING, "firing"), (FAILING, "resolved")]
    assert_signed_once_each(house)


def assert_resolved(house: House, process: Process) -> None:
    """Known to everybody."""
    house.eventually(house.delivered, [(FAILING, "alert.opened"), (FAILING, "alert.resolved")], TAKEOVER_S)
    house.eventually(house.notifications, [(FAILING, "firing"), (FAILING, "resolved")])
    house.eventually(house.alertmanager.active, [])
    [shown] = process.eventually("/v1/queries/alerts?limit=10", lambda rows: not rows[0]["is_open"])
    assert (shown["ending"], shown["at_stake"]) == ("recovered", 0)


def assert_shown_open(house: House, process: Process) -> None:
    """By Alertmanager and by the API: with its evidence, and its healthy look-alike nowhere."""
    [held] = house.alertmanager.active()
    assert (held["labels"]["campaign"], held["status"]["state"]) == (FAILING, "active")
    assert (held["annotations"]["expected_orders"], held["annotations"]["orders"]) == ("15", "0")
    assert held["annotations"]["at_stake"] == "1200.00 EUR"
    [shown] = process.eventually("/v1/queries/alerts?limit=10", len)
    assert (shown["campaign"], shown["is_open"], shown["expected_orders"], shown["orders"]) == (FAILING, True, 15, 0)


def assert_signed_once_each(house: House) -> None:
    ids = {alert.id for alert in written(house.broker)}
    assert {headers["webhook-id"] for headers, _ in house.receiver.taken} == ids
    assert len(ids) == len(house.receiver.taken) == 2
    for headers, body in house.receiver.taken:
        signed = headers_of(headers["webhook-id"], int(headers["webhook-timestamp"]), body, [SECRET.encode()])
        assert signed["webhook-signature"] == headers["webhook-signature"]
