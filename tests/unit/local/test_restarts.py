"""A process that dies is started again, less and less eagerly, and not for ever."""

from affluent.local.restarts import pause_before_restart


def test_the_first_restart_comes_at_once():
    assert pause_before_restart([], now=1000.0) == 0.2


def test_each_further_restart_waits_twice_as_long_up_to_five_seconds():
    moments = [1000.0 + number for number in range(9)]
    assert [pause_before_restart(moments[:count], now=1010.0) for count in range(8)] == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0, 5.0]


def test_ten_restarts_within_a_minute_are_the_most():
    moments = [1000.0 + number for number in range(10)]
    assert pause_before_restart(moments, now=1059.0) is None


def test_restarts_of_more_than_a_minute_ago_are_forgiven():
    moments = [1000.0 + number for number in range(10)]
    assert pause_before_restart(moments, now=1069.5) == 0.2
