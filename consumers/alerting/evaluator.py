"""Judges, writes, reads back, tells: the loop of the one process that owns the alerts."""

import logging
import time

from kafka.errors import KafkaError

from consumers.alerting.alertmanager import Alertmanager
from consumers.alerting.log import AlertLog, Unheard
from consumers.alerting.outbox import Outbox
from consumers.alerting.patience import Patience
from consumers.alerting.standings import Standings
from consumers.alerting.term import Term
from consumers.alerting.webhook import Webhook
from consumers.feed import WAREHOUSE_DOWN
from domain.performance.alerts import Limits, Watch, judge, scope_of
from runtime.metrics import ALERT_LOOKS, ALERT_TRANSITIONS, ALERTS_OPEN, ALERTS_UNDELIVERED
from runtime.settings import Settings
from runtime.stopping import Stop

log = logging.getLogger(__name__)

LONGEST_PAUSE_S = 10.0
REST, LONGEST_REST_S = 2, 10.0
"""A look is followed by a rest this many times as long: while campaigns are added up, decisions are written half as fast."""


class Evaluator:
    """What is remembered changes only by what is read from the topic, also of what was written here."""

    def __init__(
        self, settings: Settings, alerts: AlertLog, standings: Standings, webhook: Webhook | None, alertmanager: Alertmanager
    ) -> None:
        self._log, self._standings = alerts, standings
        self._webhook, self._alertmanager = webhook, alertmanager
        self._limits = limits_of(settings)
        self._every_s, self._rest = settings.alert_every_s, REST
        self._give_up_ms = settings.alert_webhook_give_up_s * 1000
        self._looking = Patience(LONGEST_PAUSE_S)
        self._term: Term | None = None

    def run(self, stop: Stop) -> None:
        """Until stopped. What fails is tried again: an alert that can't be judged must not end the sink beside it."""
        trouble = Patience(LONGEST_PAUSE_S)
        self._log.join()
        try:
            while not stop:
                if self._stepped():
                    trouble.rest(0)
                else:
                    ALERT_LOOKS.labels("failed").inc()
                    stop.wait(trouble.fail())
        finally:
            self._close()

    def _stepped(self) -> bool:
        try:
            self._step()
        except WAREHOUSE_DOWN as why:
            log.warning("the warehouse could not be asked about alerts: %s", str(why)[:300])
            return False
        except (KafkaError, Unheard) as why:
            log.warning("Kafka could not be asked about alerts: %s", str(why)[:300])
        except Exception:
            log.exception("the alerts can't be judged")
        else:
            return True
        self._log.doubt()
        return False

    def _step(self) -> None:
        read = self._log.poll()
        if self._log.handed_out():
            self._begin()
        elif self._term:
            for told in read:
                if self._term.take(told):
                    self._alertmanager.hurry()
            if self._log.position() >= self._term.read_to:
                self._serve(self._term)

    def _begin(self) -> None:
        self._term = None
        bounds = self._log.rewind()
        if bounds is None:
            ALERTS_OPEN.clear()
            ALERTS_UNDELIVERED.set(0)
            return
        log.info("the alerts are judged here from now on; %d transitions are read first", bounds.end)
        self._term = Term(bounds, Outbox(self._webhook, self._give_up_ms))

    def _serve(self, term: Term) -> None:
        if self._looking.is_over:
            began = time.monotonic()
            self._look(term)
            self._looking.rest(max(self._every_s, min(LONGEST_REST_S, self._rest * (time.monotonic() - began))))
        delivered = term.outbox.send()
        if delivered is not None:
            self._log.delivered(delivered)
        self._alertmanager.tell(term)

    def _look(self, term: Term) -> None:
        now, data_at = time.time_ns() // 1_000_000, self._standings.data_at()
        if data_at <= term.judged_at or now - data_at > self._limits.stale_ms:  # a transition needs newer data than the last one
            ALERT_LOOKS.labels("unchanged" if data_at <= term.judged_at else "stale").inc()
            return
        for standing in self._standings.standings(data_at):
            scope = scope_of(standing)
            term.watches[scope], alert = judge(self._limits, term.watches.get(scope, Watch()), standing, now)
            if alert:
                term.read_to = self._log.write(alert)
                log.info("alert %s of campaign %s (%s) is %s", alert.alert, *scope, alert.transition)
                ALERT_TRANSITIONS.labels(alert.rule, alert.transition).inc()
        term.judged_at = data_at
        ALERT_LOOKS.labels("judged").inc()

    def _close(self) -> None:
        self._log.leave()
        self._alertmanager.close()
        if self._webhook:
            self._webhook.close()


def limits_of(settings: Settings) -> Limits:
    """The rule's patience, as the operator set it."""
    return Limits(settings.alert_pending_s * 1000, settings.alert_stale_s * 1000, settings.alert_hysteresis_percent * 10_000)
