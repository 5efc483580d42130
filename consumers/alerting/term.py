"""What the process that judges remembers while the partition is its own."""

from collections.abc import Iterator

from consumers.alerting.log import Bounds, Told
from consumers.alerting.outbox import Outbox
from domain.performance.alerts import RULE, Scope, Watch, scope_of, told
from events.alert import Alert, Transition
from runtime.metrics import ALERTS_OPEN


class Term:
    """Everything here was read from the topic, but how long a campaign has been under target before its alert opens."""

    def __init__(self, bounds: Bounds, outbox: Outbox) -> None:
        self.read_to = bounds.end
        self.judged_at = 0
        self.outbox = outbox
        self.watches: dict[Scope, Watch] = {}
        self._delivered = bounds.delivered
        self._over: dict[Scope, Alert] = {}

    def take(self, one: Told) -> bool:
        """Remember a transition; False if it tells nothing new, because it was written twice."""
        scope = scope_of(one.alert)
        before = self.watches.get(scope, Watch())
        self.watches[scope] = after = told(before, one.alert)
        if after is before:
            return False
        self._over.pop(scope, None)
        if one.alert.transition is Transition.RESOLVED:
            self._over[scope] = one.alert
        if one.offset >= self._delivered:
            self.outbox.put(one)
        ALERTS_OPEN.labels(RULE).set(sum(watch.open is not None for watch in self.watches.values()))
        return True

    def __iter__(self) -> Iterator[Alert]:
        """Every open alert, and the newest that is over of each scope that has none open."""
        yield from (watch.open for watch in self.watches.values() if watch.open)
        yield from self._over.values()
