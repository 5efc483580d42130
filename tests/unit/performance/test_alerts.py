"""ROAS under target: who fires, when, and what is told."""

from typing import Any

import pytest

from domain.performance.standing import Sold
from events.alert import AverageOf, Ending, Transition
from events.moments import HOUR_MS, MINUTE_MS
from tests.unit.performance.alert_parts import AT_ONCE, OF_80_EUR, T0, Looking, a_standing, minutes

HEALTHY = Sold(120_000, 15)


def opened(**more: Any) -> bool:
    return Looking(AT_ONCE).at(a_standing(**more)) is not None


def test_a_campaign_without_a_single_sale_fires_with_its_evidence() -> None:
    alert = Looking(AT_ONCE).at(a_standing())
    assert alert
    assert (alert.transition, alert.expected_orders, alert.orders) == (Transition.OPENED, 15, 0)
    assert (alert.average_order, alert.average_of, alert.at_stake) == (8_000, AverageOf.BRAND, 120_000)


def test_its_look_alike_that_sells_at_target_does_not() -> None:
    assert not opened(own=HEALTHY)


@pytest.mark.parametrize(
    ("net", "fires"),
    [
        pytest.param(107_999, True, id="a cent under nine tenths of the target"),
        pytest.param(108_000, False, id="at nine tenths"),
        pytest.param(119_999, False, id="a cent under the target"),
    ],
)
def test_it_opens_below_the_band_under_the_target(net: int, fires: bool) -> None:
    assert opened(own=Sold(net, 15)) is fires


@pytest.mark.parametrize(
    ("cost", "fires"),
    [pytest.param(39_999, False, id="a cent short of 10 orders"), pytest.param(40_000, True, id="10 orders")],
)
def test_fewer_than_10_expected_orders_are_no_evidence(cost: int, fires: bool) -> None:
    assert opened(cost=cost) is fires


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"target": None}, id="no target"),
        pytest.param({"target": 0}, id="a target of nothing"),
        pytest.param({"cost": 0}, id="no cost"),
        pytest.param({"cost": -500, "own": Sold(-10, 3)}, id="a cost taken back"),
        pytest.param({"of_brand": Sold()}, id="no average known"),
        pytest.param({"of_brand": Sold(0, 7)}, id="every order of the brand refunded"),
        pytest.param({"ends_before": T0}, id="the campaign has ended"),
        pytest.param({"elsewhere": 15}, id="what is missing may have been sold in another currency"),
    ],
)
def test_without_grounds_nothing_is_said(more: dict[str, Any]) -> None:
    assert not opened(**more)


def test_a_few_orders_in_another_currency_excuse_nothing() -> None:
    assert opened(elsewhere=14)


@pytest.mark.parametrize(
    ("more", "whose"),
    [
        pytest.param({"own": Sold(60_000, 10)}, AverageOf.CAMPAIGN, id="its own, from 10 orders on"),
        pytest.param({"own": Sold(54_000, 9)}, AverageOf.BRAND, id="its brand's, while it has few"),
        pytest.param({"of_brand": Sold(), "of_currency": OF_80_EUR}, AverageOf.CURRENCY, id="the currency's, of a new brand"),
        pytest.param(
            {"own": Sold(54_000, 9), "of_brand": Sold()}, AverageOf.CAMPAIGN, id="its own few, where there is nothing else"
        ),
        pytest.param({"own": Sold(0, 12)}, AverageOf.BRAND, id="its brand's, when all its own were refunded"),
    ],
)
def test_an_average_order_is_that_of_whoever_can_tell(more: dict[str, Any], whose: AverageOf) -> None:
    alert = Looking(AT_ONCE).at(a_standing(**more))
    assert alert
    assert alert.average_of == whose


def test_it_must_hold_for_the_pending_time_of_the_data() -> None:
    looking = Looking()
    answers = [looking.at(a_standing(data_at=at)) for at in minutes(0, 5, 9, 10, 11)]
    assert [alert is not None for alert in answers] == [False, False, False, True, False]


def test_a_moment_above_begins_the_pending_time_anew() -> None:
    looking = Looking()
    for at, own in zip(minutes(0, 5, 9, 10, 14, 19), [Sold()] * 3 + [HEALTHY] + [Sold()] * 2, strict=True):
        looking.at(a_standing(data_at=at, own=own))
    assert looking.log == []


def test_a_leap_of_the_data_is_not_enough() -> None:
    looking = Looking()
    assert [looking.at(a_standing(data_at=at)) for at in minutes(0, 40)] == [None, None]
    assert looking.at(a_standing(data_at=T0 + 41 * MINUTE_MS)) is None
    assert looking.at(a_standing(data_at=T0 + 45 * MINUTE_MS)) is not None


def test_while_the_data_is_stale_nothing_moves() -> None:
    looking = Looking(AT_ONCE)
    assert looking.at(a_standing(), now=T0 + HOUR_MS + 1) is None
    assert looking.at(a_standing(), now=T0 + HOUR_MS) is not None
    assert looking.at(a_standing(own=HEALTHY, data_at=T0 + 1), now=T0 + 3 * HOUR_MS) is None
    assert looking.transitions == ["opened"]


def test_data_from_the_future_does_not_stop_the_clock() -> None:
    looking = Looking()
    answers = [looking.at(a_standing(data_at=T0 + 30 * HOUR_MS), now=at) for at in minutes(0, 5, 10)]
    assert [alert is not None for alert in answers] == [False, False, True]


def test_it_is_resolved_at_the_target_and_not_before() -> None:
    looking = Looking(AT_ONCE)
    for at, net in zip(minutes(0, 1, 2), (0, 119_999, 120_000), strict=True):
        looking.at(a_standing(data_at=at, own=Sold(net, 20)))
    assert looking.transitions == ["opened", "resolved"]
    assert (looking.log[1].ending, looking.log[1].at_stake, looking.log[1].net) == (Ending.RECOVERED, 0, 120_000)
    assert looking.log[1].opened_at == looking.log[0].opened_at


@pytest.mark.parametrize(
    ("more", "ending"),
    [
        pytest.param({"target": None}, Ending.NO_TARGET, id="its target is gone"),
        pytest.param({"ends_before": T0 + 1}, Ending.CAMPAIGN_ENDED, id="the campaign has ended"),
        pytest.param({"cost": 0}, Ending.RECOVERED, id="its cost is gone"),
        pytest.param({"cost": 0, "own": Sold(-500, 1)}, Ending.RECOVERED, id="its cost is gone, and more was refunded than sold"),
    ],
)
def test_it_ends_when_there_is_nothing_left_to_judge(more: dict[str, Any], ending: Ending) -> None:
    looking = Looking(AT_ONCE)
    looking.at(a_standing())
    alert = looking.at(a_standing(data_at=T0 + 1, **more))
    assert alert
    assert (alert.transition, alert.ending, alert.target_roas) == (Transition.RESOLVED, ending, 2)


def test_it_is_told_again_each_time_the_money_at_stake_has_doubled() -> None:
    looking = Looking(AT_ONCE)
    for at, cost in zip(minutes(0, 1, 2, 3, 4), (60_000, 119_999, 120_000, 200_000, 240_000), strict=True):
        looking.at(a_standing(data_at=at, cost=cost))
    assert looking.transitions == ["opened", "updated", "updated"]
    assert len({alert.id for alert in looking.log}) == 3
    assert [alert.at_stake for alert in looking.log] == [120_000, 240_000, 480_000]


def test_a_second_alert_of_a_campaign_has_another_id() -> None:
    looking = Looking(AT_ONCE)
    for at, own in zip(minutes(0, 1, 2), (Sold(), HEALTHY, Sold()), strict=True):
        looking.at(a_standing(data_at=at, own=own))
    assert looking.transitions == ["opened", "resolved", "opened"]
    assert looking.log[0].alert == looking.log[1].alert != looking.log[2].alert


def test_two_who_judge_the_same_give_a_transition_the_same_id() -> None:
    one, other = Looking(AT_ONCE), Looking(AT_ONCE)
    first, second = one.at(a_standing()), other.at(a_standing(data_at=T0 + MINUTE_MS, cost=61_000))
    assert first
    assert second
    assert (first.id, first.alert) == (second.id, second.alert)
