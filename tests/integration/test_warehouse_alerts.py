"""Alerts in the warehouse: each transition a row, the newest on top."""

from datetime import UTC, datetime
from decimal import Decimal

from domain.performance.standing import Sold
from events.alert import Alert
from events.moments import from_ms
from events.topics import ALERTS
from runtime.kafka_records import Record
from tests.integration.books import a_sink, sunk
from tests.unit.performance.alert_parts import AT_ONCE, T0, Looking, a_standing
from warehouse.connect import Warehouse

MINUTE = 60_000


def a_record(offset: int, alert: Alert) -> Record:
    return Record(ALERTS.name, 0, offset, alert.model_dump_json().encode(), alert.id.encode())


def two_lives() -> list[Alert]:
    """`ended` was opened and resolved, `open` was opened before and grew."""
    open, ended = Looking(AT_ONCE), Looking(AT_ONCE)
    told = [
        open.at(a_standing(campaign="open")),
        ended.at(a_standing(campaign="ended", currency="JPY", data_at=T0 + MINUTE)),
        open.at(a_standing(campaign="open", cost=130_000, data_at=T0 + 2 * MINUTE)),
        ended.at(a_standing(campaign="ended", currency="JPY", own=Sold(130_000, 11), data_at=T0 + 3 * MINUTE)),
    ]
    return [alert for alert in told if alert]


def stored(warehouse: Warehouse) -> list[Alert]:
    alerts = two_lives()
    sunk(a_sink(warehouse), *(a_record(offset, alert) for offset, alert in enumerate(alerts)))
    return alerts


def test_an_alert_is_shown_as_its_newest_transition_tells(warehouse: Warehouse) -> None:
    stored(warehouse)
    one, other = warehouse.select("alerts", limit=10)
    assert (one["campaign"], one["is_open"], one["resolved_at"], one["ending"]) == ("open", True, None, "")
    assert (one["orders"], one["expected_orders"], one["at_stake"], one["currency"]) == (0, 32, 260_000, "EUR")
    assert (one["since"], one["window_to"]) == (from_ms(T0), from_ms(T0 + 2 * MINUTE))
    assert (other["campaign"], other["is_open"], other["ending"], other["currency"]) == ("ended", False, "recovered", "JPY")
    assert (other["resolved_at"], other["at_stake"], other["net"]) == (from_ms(T0 + 3 * MINUTE), 0, 130_000)


def test_everything_that_became_of_it_is_kept(warehouse: Warehouse) -> None:
    alerts = stored(warehouse)
    rows = warehouse.select("alert_transitions", alert=alerts[0].alert)
    assert [row["transition"] for row in rows] == ["opened", "updated"]
    assert [row["id"] for row in rows] == [alerts[0].id, alerts[2].id]
    assert rows[0]["target_roas"] == Decimal(2)
    assert rows[0]["recorded_at"] == datetime.fromtimestamp((T0 + 1000) / 1000, UTC)


def test_what_stands_on_the_topic_twice_is_one_row(warehouse: Warehouse) -> None:
    [first, *_] = two_lives()
    again = first.model_copy(update={"net": 1})
    sunk(a_sink(warehouse), a_record(0, first), a_record(1, again))
    [row] = warehouse.select("alert_transitions", alert=first.alert)
    assert row["net"] == 0


def test_what_is_no_alert_is_refused(warehouse: Warehouse) -> None:
    refused: list[object] = []
    sink = a_sink(warehouse, refused)  # type: ignore[arg-type]
    sunk(sink, Record(ALERTS.name, 0, 0, b"{}"), Record(ALERTS.name, 0, 1, None, b"gone"))
    assert len(refused) == 1
    assert warehouse.select("alerts", limit=1) == []
