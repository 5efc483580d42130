"""Transitions that the webhook has not taken yet, in their order."""

import logging
import time
from collections import deque

from consumers.alerting.log import Told
from consumers.alerting.patience import Patience
from consumers.alerting.webhook import NotTaken, Webhook
from events.moments import to_ms
from runtime.metrics import ALERT_DELIVERIES, ALERTS_UNDELIVERED

log = logging.getLogger(__name__)

LONGEST_PAUSE_S = 300.0


class Outbox:
    """Sends one after another; what is not taken stays first until it is, or is too old to be worth telling."""

    def __init__(self, webhook: Webhook | None, give_up_ms: int) -> None:
        self._webhook, self._give_up_ms = webhook, give_up_ms
        self._waiting: deque[Told] = deque()
        self._patience = Patience(LONGEST_PAUSE_S)

    def put(self, told: Told) -> None:
        """The next one to send."""
        self._waiting.append(told)
        ALERTS_UNDELIVERED.set(len(self._waiting))

    def send(self) -> int | None:
        """Try the first one, if it is time; returns the offset up to which nothing waits any more, None if it still does."""
        if not self._waiting or not self._patience.is_over:
            return None
        first = self._waiting[0]
        if self._webhook and not self._sent(self._webhook, first):
            return None
        self._waiting.popleft()
        ALERTS_UNDELIVERED.set(len(self._waiting))
        return first.offset + 1

    def _sent(self, webhook: Webhook, first: Told) -> bool:
        try:
            webhook.tell(first.alert)
        except NotTaken as why:
            return self._given_up(first, why)
        ALERT_DELIVERIES.labels("webhook", "delivered").inc()
        self._patience.rest(0)
        return True

    def _given_up(self, first: Told, why: NotTaken) -> bool:
        if time.time() * 1000 - to_ms(first.alert.recorded_at) > self._give_up_ms:
            log.error("the webhook never took %s of alert %s: %s", first.alert.transition, first.alert.alert, why)
            ALERT_DELIVERIES.labels("webhook", "given_up").inc()
            return True
        pause = self._patience.fail()
        log.warning("the webhook did not take %s, trying again in %.0f s: %s", first.alert.id, pause, str(why)[:300])
        ALERT_DELIVERIES.labels("webhook", "failed").inc()
        return False
