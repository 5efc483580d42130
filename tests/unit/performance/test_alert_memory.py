"""What is remembered of alerts: read back from their own transitions, in whatever way these were written."""

from domain.performance.alerts import Watch, remembered, told
from domain.performance.standing import Sold
from events.moments import to_ms
from events.topics import ALERTS
from tests.unit.performance.alert_parts import AT_ONCE, T0, Looking, a_standing, minutes

HEALTHY = Sold(120_000, 15)


def test_what_was_written_twice_or_too_late_changes_nothing() -> None:
    one, zombie = Looking(AT_ONCE), Looking(AT_ONCE)
    for at, own in zip(minutes(0, 5), (Sold(), HEALTHY), strict=True):
        one.at(a_standing(data_at=at, own=own))
    for at, own in zip(minutes(7, 9), (Sold(), HEALTHY), strict=True):
        zombie.at(a_standing(data_at=at, own=own))
    [watch] = remembered(one.log).values()
    for alert in (*one.log, *zombie.log):
        assert told(watch, alert) is watch


def test_an_alert_of_long_ago_does_not_come_back() -> None:
    looking = Looking(AT_ONCE)
    for at, own in zip(minutes(0, 1, 2, 3), (Sold(), HEALTHY) * 2, strict=True):
        looking.at(a_standing(data_at=at, own=own))
    assert len(looking.log) == 4
    for alert in looking.log:
        assert told(looking.watch, alert) is looking.watch


def test_a_resolution_alone_is_enough_to_remember() -> None:
    looking = Looking(AT_ONCE)
    for at, own in zip(minutes(0, 1), (Sold(), HEALTHY), strict=True):
        looking.at(a_standing(data_at=at, own=own))
    assert told(Watch(), looking.log[1]) == looking.watch


def test_a_transition_survives_its_topic() -> None:
    alert = Looking(AT_ONCE).at(a_standing(cost=60_001))
    assert alert
    assert ALERTS.model
    assert ALERTS.model.validate_json(alert.model_dump_json()) == alert
    assert to_ms(alert.window_to) == T0
