"""ROAS under target: when an alert opens, grows and is resolved. Pure: the clock and the data are arguments."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from domain.performance.standing import MILLION, Standing, at_stake, expected, is_below
from events.alert import Alert, AlertRule, Ending, Transition
from events.ids import derived_id
from events.moments import from_ms, to_ms

LEAST_ORDERS = 10
RULE = AlertRule.ROAS_UNDER_TARGET

Scope = tuple[str, str]
"""(campaign, currency): what an alert is about."""


class Limits(NamedTuple):
    """How patient the rule is; moments and times in milliseconds."""

    pending_ms: int
    """It must hold for so much data time before the alert opens."""
    stale_ms: int
    """Data older than this moves no alert."""
    hysteresis: int
    """Millionths of the target below it at which an alert opens; it is resolved at the target itself."""


class Watch(NamedTuple):
    """What is remembered of a scope from one look to the next. All but the pending time is told by the alerts themselves."""

    open: Alert | None = None
    """The newest transition of the alert that is open."""
    last: str = ""
    """The newest alert that is over."""
    moved_at: int = 0
    """Newest data at the newest transition: the next one needs newer."""
    updates: int = 0
    below_for: int | None = None
    """How much data time it has held for; None: it does not hold."""
    looked_at: int = 0


def judge(limits: Limits, watch: Watch, standing: Standing, now: int) -> tuple[Watch, Alert | None]:
    """One look at a scope: what to remember, and the transition to write, if any.

    The transition is not yet in what is remembered: that is `told`, once it is written.
    """
    data_at = min(standing.data_at, now)  # an event from the future must not stop the data's clock
    standing = standing._replace(data_at=data_at)
    if now - data_at > limits.stale_ms or data_at <= watch.moved_at:
        return watch, None
    if watch.open:
        return watch, _moved(watch.open, watch.updates, standing, now)
    if not _is_due(limits, standing):
        return watch._replace(below_for=None, looked_at=data_at), None
    watch = watch._replace(below_for=_held(limits, watch, data_at), looked_at=max(data_at, watch.looked_at))
    if (watch.below_for or 0) < limits.pending_ms:
        return watch, None
    return watch, _opened(watch, standing, now)


def told(watch: Watch, alert: Alert) -> Watch:
    """What is remembered once a transition is read back. One that was read before, or comes too late, changes nothing."""
    at = to_ms(alert.window_to)
    if at <= watch.moved_at or alert.alert == watch.last or (watch.open and watch.open.alert != alert.alert):
        return watch
    if alert.transition is Transition.RESOLVED:
        return Watch(last=alert.alert, moved_at=at)
    if alert.transition is Transition.OPENED and watch.open is None:
        return Watch(open=alert, last=watch.last, moved_at=at)
    if alert.transition is Transition.UPDATED and alert.id == _id(alert.alert, Transition.UPDATED, watch.updates):
        return watch._replace(open=alert, moved_at=at, updates=watch.updates + 1)
    return watch


def remembered(alerts: Iterable[Alert]) -> dict[Scope, Watch]:
    """What is remembered of each scope after these transitions, in their order."""
    watches: dict[Scope, Watch] = {}
    for alert in alerts:
        watches[scope_of(alert)] = told(watches.get(scope_of(alert), Watch()), alert)
    return watches


def scope_of(about: Alert | Standing) -> Scope:
    """What a transition or a standing is about."""
    return about.campaign, about.currency


def _is_due(limits: Limits, standing: Standing) -> bool:
    """Far enough below target, with enough evidence, of a campaign that can still be helped."""
    if not is_below(standing, MILLION - limits.hysteresis) or _is_over(standing):
        return False
    awaited = expected(standing)
    if awaited is None or awaited.orders < LEAST_ORDERS:
        return False
    # what is missing here may have been sold in another currency
    return not standing.elsewhere or standing.own.orders + standing.elsewhere < awaited.orders


def _is_over(standing: Standing) -> bool:
    return standing.ends_before is not None and standing.data_at >= standing.ends_before


def _held(limits: Limits, watch: Watch, data_at: int) -> int:
    """A leap of the data counts for half the pending time at most: data that was held up comes in pieces."""
    if watch.below_for is None:
        return 0
    return watch.below_for + min(max(0, data_at - watch.looked_at), (limits.pending_ms + 1) // 2)


def _opened(watch: Watch, standing: Standing, now: int) -> Alert:
    alert = derived_id(RULE, *scope_of(standing), str(watch.moved_at))  # the data window that no alert has covered yet
    return Alert(
        id=_id(alert, Transition.OPENED),
        alert=alert,
        transition=Transition.OPENED,
        rule=RULE,
        campaign=standing.campaign,
        brand=standing.brand,
        currency=standing.currency,
        opened_at=from_ms(standing.data_at),
        target_roas=Decimal(standing.target or 0) / MILLION,
        **_figures(standing, now),
    )


def _moved(open: Alert, updates: int, standing: Standing, now: int) -> Alert | None:
    ending = _ending(standing)
    if ending:
        return _next(open, Transition.RESOLVED, standing, now, id=_id(open.alert, Transition.RESOLVED), ending=ending)
    if at_stake(standing) >= 2 * max(1, open.at_stake):
        return _next(open, Transition.UPDATED, standing, now, id=_id(open.alert, Transition.UPDATED, updates))
    return None


def _ending(standing: Standing) -> Ending | None:
    if standing.target is None:
        return Ending.NO_TARGET
    if not is_below(standing, MILLION):
        return Ending.RECOVERED
    return Ending.CAMPAIGN_ENDED if _is_over(standing) else None


def _next(open: Alert, transition: Transition, standing: Standing, now: int, **more: Any) -> Alert:
    target = open.target_roas if standing.target is None else Decimal(standing.target) / MILLION
    return open.model_copy(update={"transition": transition, "target_roas": target, **_figures(standing, now), **more})


def _figures(standing: Standing, now: int) -> dict[str, Any]:
    awaited = expected(standing)
    return {
        "window_from": from_ms(standing.data_from),
        "window_to": from_ms(standing.data_at),
        "recorded_at": from_ms(now),
        "net": standing.own.net,
        "cost": standing.cost,
        "orders": standing.own.orders,
        "expected_orders": awaited and awaited.orders,
        "average_order": awaited and awaited.average,
        "average_of": awaited and awaited.of,
        "at_stake": at_stake(standing),
    }


def _id(alert: str, transition: Transition, number: int = 0) -> str:
    return derived_id(alert, transition, str(number))
