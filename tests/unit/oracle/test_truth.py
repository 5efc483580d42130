"""A truth log as it is read."""

from tests.oracle.truth import read
from tests.unit.oracle.truth_parts import T


def test_the_same_event_twice_is_one_fact_and_two_deliveries(log):
    log.click("c", "v", "l-ann", T)
    log.click("c", "v", "l-ann", T, T + 60)
    truth = read(log.path)
    assert (truth.deliveries, truth.facts, truth.clicks["c"]["received"]) == (2, 1, T)
