"""Puts the alerting together: who stands in line for the alerts' partition, and whom it tells."""

from consumers.alerting.alertmanager import Alertmanager
from consumers.alerting.evaluator import Evaluator
from consumers.alerting.log import GROUP, SESSION_MS, AlertLog
from consumers.alerting.standings import OfWarehouse
from consumers.alerting.webhook import webhook_of
from events.ids import derived_id
from events.topics import ALERTS
from runtime.kafka import consumer, partitions_of, producer
from runtime.settings import Settings
from warehouse.connect import Warehouse


def start_alerting(settings: Settings, warehouse: Warehouse) -> Evaluator:
    """An evaluator that is ready to run. Raises LookupError without the topic, MissingSetting without a webhook's secret."""
    webhook = webhook_of(settings)
    # the embedded engine has one process: as a static member it takes the partition back at once after a kill
    static = {"group_instance_id": f"{GROUP}-{derived_id(warehouse.place)[:8]}"} if warehouse.embedded else {}
    reader = consumer(settings, group_id=GROUP, session_timeout_ms=SESSION_MS, heartbeat_interval_ms=2000, **static)
    partitions_of(reader, ALERTS.name)
    standings = OfWarehouse(warehouse, settings.alert_average_days)
    return Evaluator(settings, AlertLog(reader, producer(settings)), standings, webhook, Alertmanager(settings))
