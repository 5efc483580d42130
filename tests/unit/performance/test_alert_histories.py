"""Whatever a campaign goes through, and whenever the process dies: once open, once resolved, no flapping, nothing repeated."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from domain.performance.alerts import Limits
from domain.performance.standing import MILLION, Sold, Standing, expected
from events.alert import Ending, Transition
from events.moments import HOUR_MS, MINUTE_MS, to_ms
from tests.unit.performance.alert_parts import T0, Looking, a_standing

HYSTERESIS = 100_000


class Look(NamedTuple):
    standing: Standing
    now: int
    dies: bool


@st.composite
def histories(draw: st.DrawFn) -> list[Look]:
    """Looks in the order of the clock; the data follows it, now and then by hours, and may fall back."""
    looks, now = [], T0
    for _ in range(draw(st.integers(1, 25))):
        now += draw(st.sampled_from((1, 1_000, MINUTE_MS, 5 * MINUTE_MS, 20 * MINUTE_MS, 3 * HOUR_MS)))
        behind = draw(st.sampled_from((0, 500, 2 * MINUTE_MS, 2 * HOUR_MS)))
        standing = a_standing(
            data_at=now - behind,
            cost=draw(st.sampled_from((0, 30_000, 60_000, 150_000))),
            own=Sold(draw(st.integers(-10_000, 150_000)), draw(st.integers(0, 20))),
            target=draw(st.sampled_from((None, 2_000_000, 2_000_000, 2_000_000))),
            ends_before=draw(st.sampled_from((None, None, T0 + 6 * HOUR_MS))),
        )
        looks.append(Look(standing, now, draw(st.booleans())))
    return looks


@st.composite
def limits(draw: st.DrawFn) -> Limits:
    return Limits(draw(st.sampled_from((0, MINUTE_MS, 10 * MINUTE_MS))), HOUR_MS, HYSTERESIS)


def lived(limits: Limits, looks: list[Look], mortal: bool = True) -> Looking:
    looking = Looking(limits)
    for look in looks:
        looking.at(look.standing, look.now)
        if mortal and look.dies:
            looking.restart()
    return looking


@given(limits(), histories())
def test_it_is_opened_and_resolved_in_turn_and_each_transition_has_an_id_of_its_own(limits: Limits, looks: list[Look]) -> None:
    log = lived(limits, looks).log
    bounds = [alert for alert in log if alert.transition is not Transition.UPDATED]
    assert [alert.transition for alert in bounds] == [Transition.OPENED, Transition.RESOLVED] * (len(bounds) // 2) + [
        Transition.OPENED
    ] * (len(bounds) % 2)
    assert all(one.alert == other.alert for one, other in zip(bounds[::2], bounds[1::2], strict=False))
    assert len({alert.id for alert in log}) == len(log)
    assert len({alert.alert for alert in log}) == (len(bounds) + 1) // 2


@given(limits(), histories())
def test_each_transition_rests_on_newer_data_than_the_one_before_and_none_on_stale(limits: Limits, looks: list[Look]) -> None:
    log = lived(limits, looks).log
    moments = [to_ms(alert.window_to) for alert in log]
    assert moments == sorted(set(moments))
    assert all(to_ms(alert.recorded_at) - to_ms(alert.window_to) <= limits.stale_ms for alert in log)


@given(limits(), histories())
def test_inside_the_band_nothing_changes_hands(limits: Limits, looks: list[Look]) -> None:
    for alert in lived(limits, looks).log:
        reached, aim = alert.net * MILLION, alert.cost * int(alert.target_roas * MILLION)
        if alert.transition is Transition.OPENED:
            assert reached * MILLION < aim * (MILLION - HYSTERESIS)
            assert (alert.expected_orders or 0) >= 10
        if alert.ending is Ending.RECOVERED:
            assert alert.cost <= 0 or reached >= aim


@given(histories())
def test_without_a_pending_time_a_death_changes_nothing(looks: list[Look]) -> None:
    at_once = Limits(0, HOUR_MS, HYSTERESIS)
    assert lived(at_once, looks).log == lived(at_once, looks, mortal=False).log


@given(limits(), histories())
def test_a_death_at_any_point_repeats_nothing(limits: Limits, looks: list[Look]) -> None:
    """Each look is taken again by a process that has just read the topic, as after a SIGKILL behind the write."""
    looking = Looking(limits)
    for look in looks:
        looking.at(look.standing, look.now)
        looking.restart()
        assert looking.at(look.standing, look.now) is None
    assert len({alert.id for alert in looking.log}) == len(looking.log)


@given(limits(), histories())
def test_a_log_in_which_everything_stands_twice_is_remembered_as_if_once(limits: Limits, looks: list[Look]) -> None:
    looking = lived(limits, looks)
    looking.restart()
    once = looking.watch
    looking.log = [alert for alert in looking.log for _ in range(2)]
    looking.restart()
    assert looking.watch == once


@given(st.integers(0, 10**12), st.integers(0, 10**8), st.integers(1, 10**12), st.integers(1, 10**6))
def test_expected_orders_are_exact_rounded_down(cost: int, target: int, net: int, orders: int) -> None:
    found = expected(a_standing(cost=cost, target=target, of_brand=Sold(net, orders)))
    assert found
    assert found.orders * MILLION * net <= cost * target * orders < (found.orders + 1) * MILLION * net
