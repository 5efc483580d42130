"""Open alerts as Alertmanager's v2 API wants them: told again and again while they are open, and once they are over."""

import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import httpx

from consumers.alerting.patience import Patience
from events.alert import Alert, Transition
from events.money import plain
from runtime.metrics import ALERT_DELIVERIES
from runtime.settings import Settings

log = logging.getLogger(__name__)

ANSWER_S = 3.0
MISSED, LEAST_S = 4, 60
"""An alert that was not told again for so many times is over for Alertmanager: nobody vouches for it any more. Not before the
seconds that another process may need to take over."""
KEPT = timedelta(minutes=15)
"""The end of an alert is told for so long, in case Alertmanager was away."""


class Alertmanager:
    """One Alertmanager, and when to tell it next."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.alertmanager_url.rstrip("/")
        self._board, self._every_s = settings.api_url.rstrip("/"), settings.alertmanager_resend_s
        self._patience = Patience(settings.alertmanager_resend_s)
        self._client = httpx.Client(timeout=ANSWER_S)

    def hurry(self) -> None:
        """There is news."""
        self._patience.end()

    def tell(self, alerts: Iterable[Alert]) -> None:
        """Say what is open, and what was until lately; if it is time. A failure is tried again soon, and only logged."""
        if not self._url or not self._patience.is_over:
            return
        now = datetime.now(UTC)
        lasts = timedelta(seconds=max(LEAST_S, MISSED * self._every_s))
        told = [postable(alert, now + lasts, self._board) for alert in alerts if is_worth_telling(alert, now)]
        trouble = self._posted(told) if told else ""
        if trouble:
            ALERT_DELIVERIES.labels("alertmanager", "failed").inc()
            log.warning("Alertmanager took nothing, trying again in %.0f s: %s", self._patience.fail(), trouble)
            return
        self._patience.rest(self._every_s)

    def _posted(self, told: list[dict[str, Any]]) -> str:
        """Empty if it was taken, else what went wrong; never with the address, which may hold a password."""
        try:
            answer = self._client.post(f"{self._url}/api/v2/alerts", json=told)
        except httpx.HTTPError as why:
            return f"{type(why).__name__}: {why}"
        if not answer.is_success:
            return f"it answered {answer.status_code}: {answer.text[:200]}"
        ALERT_DELIVERIES.labels("alertmanager", "delivered").inc()
        return ""

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()


def is_worth_telling(alert: Alert, now: datetime) -> bool:
    """What is open, and what ended a short while ago."""
    return alert.transition is not Transition.RESOLVED or now - alert.recorded_at < KEPT


def postable(alert: Alert, vouched_until: datetime, board: str) -> dict[str, Any]:
    """One alert of the API. Its labels are its identity, so no number and no time is among them."""
    is_over = alert.transition is Transition.RESOLVED
    ends = max(alert.recorded_at, alert.opened_at + timedelta(seconds=1)) if is_over else vouched_until
    return {
        "labels": {
            "alertname": "RoasUnderTarget",
            "severity": "warning",
            "domain": "business",
            "brand": alert.brand,
            "campaign": alert.campaign,
            "currency": alert.currency,
        },
        "annotations": annotations(alert),
        "startsAt": alert.opened_at.isoformat(),
        "endsAt": ends.isoformat(),
        "generatorURL": f"{board}/?{urlencode({'campaign': alert.campaign, 'currency': alert.currency})}",
    }


def annotations(alert: Alert) -> dict[str, str]:
    """What a person reads: the numbers, as text."""
    money = {name: f"{plain(getattr(alert, name), alert.currency)} {alert.currency}" for name in ("net", "cost", "at_stake")}
    awaited = "unknown" if alert.expected_orders is None else str(alert.expected_orders)
    return {
        "summary": f"Campaign {alert.campaign} earns {roas(alert)} of its cost, its target is {alert.target_roas}",
        "description": f"{alert.orders} orders seen, {awaited} expected at target; {money['at_stake']} are missing.",
        "alert": alert.alert,
        "roas": roas(alert),
        "target_roas": str(alert.target_roas),
        "orders": str(alert.orders),
        "expected_orders": awaited,
        "net_revenue": money["net"],
        "cost": money["cost"],
        "at_stake": money["at_stake"],
    }


def roas(alert: Alert) -> str:
    """Net revenue / cost, rounded down to two decimals: "1.24"; a dash without cost."""
    if alert.cost <= 0:
        return "—"
    hundredths = abs(alert.net) * 100 // alert.cost
    return f"{'-' if alert.net < 0 else ''}{hundredths // 100}.{hundredths % 100:02}"
