"""The loop around the rule: whoever owns the partition judges, and what is not on the topic has not happened."""

import time

import pytest
from clickhouse_connect.driver.exceptions import OperationalError

from consumers.alerting.log import Bounds, Told
from consumers.alerting.outbox import Outbox
from consumers.alerting.term import Term
from domain.performance.standing import Sold, Standing
from tests.unit.consumers.alerting.topic_parts import Receiver, Topic, Warehouse, an_evaluator, steps
from tests.unit.performance.alert_parts import AT_ONCE, Looking, a_standing, minutes

NOW = time.time_ns() // 1_000_000
FAILING = a_standing(data_at=NOW - 2_000)
RECOVERED = a_standing(data_at=NOW - 1_000, own=Sold(120_000, 15))


def later(standing: Standing) -> Standing:
    return standing._replace(data_at=standing.data_at + 1)


def test_it_judges_writes_and_tells() -> None:
    topic, receiver = Topic(), Receiver()
    evaluator, _ = an_evaluator(topic, Warehouse(FAILING), receiver)
    steps(evaluator)
    assert topic.transitions == ["opened"]
    assert len(receiver.taken) == topic.committed == 1


def test_whoever_does_not_own_the_partition_says_nothing() -> None:
    topic, receiver, warehouse = Topic(), Receiver(), Warehouse(FAILING)
    evaluator, member = an_evaluator(topic, warehouse, receiver)
    member.is_given(owns=False)
    steps(evaluator)
    assert (topic.records, receiver.taken, warehouse.asked) == ([], [], 0)
    member.is_given(owns=True)
    steps(evaluator)
    assert topic.transitions == ["opened"]


def test_who_takes_over_goes_on_where_the_other_was() -> None:
    topic, receiver = Topic(), Receiver()
    one, member = an_evaluator(topic, Warehouse(FAILING), receiver)
    steps(one)
    member.is_given(owns=False)
    other, _ = an_evaluator(topic, Warehouse(later(FAILING)), receiver)
    steps(other)
    last, _ = an_evaluator(topic, Warehouse(RECOVERED), receiver)
    steps(last)
    assert topic.transitions == ["opened", "resolved"]
    assert [told.split()[0] for told in receiver.taken] == ["opened", "resolved"]


def test_what_was_written_and_never_told_is_told_by_the_next() -> None:
    topic, receiver = Topic(), Receiver()
    receiver.refuses = True
    one, _ = an_evaluator(topic, Warehouse(FAILING), receiver)
    steps(one)
    assert (topic.transitions, topic.committed) == (["opened"], 0)
    receiver.refuses = False
    other, _ = an_evaluator(topic, Warehouse(later(FAILING)), receiver)
    steps(other)
    assert len(receiver.taken) == topic.committed == 1


def test_what_was_told_and_not_noted_is_told_again_with_the_same_id() -> None:
    topic, receiver = Topic(), Receiver()
    for _ in range(2):
        evaluator, _ = an_evaluator(topic, Warehouse(FAILING), receiver)
        steps(evaluator)
        topic.committed = 0  # killed before the answer was noted
    assert topic.transitions == ["opened"]
    assert len(receiver.taken) == 2
    assert len(set(receiver.taken)) == 1


def test_a_write_whose_ack_never_came_is_looked_up_and_not_repeated() -> None:
    topic, receiver, warehouse = Topic(), Receiver(), Warehouse(FAILING)
    evaluator, member = an_evaluator(topic, warehouse, receiver)
    member.loses_acks = True
    steps(evaluator, 2)
    member.loses_acks = False
    warehouse.told = [later(FAILING)]
    steps(evaluator)
    assert topic.transitions == ["opened"]
    assert len(receiver.taken) == 1


def test_what_two_wrote_is_told_once() -> None:
    topic, receiver = Topic(), Receiver()
    evaluator, _ = an_evaluator(topic, Warehouse(FAILING), receiver)
    steps(evaluator)
    topic.records.append(topic.records[0])  # a process that did not know yet that it was over
    steps(evaluator)
    assert len(receiver.taken) == 1


def test_nothing_is_judged_before_all_that_was_written_is_read() -> None:
    topic, warehouse = Topic(), Warehouse(FAILING)
    evaluator, member = an_evaluator(topic, warehouse)
    steps(evaluator, 2)
    member.lags = True
    warehouse.told = [later(FAILING)]
    steps(evaluator)
    other, slow = an_evaluator(topic, warehouse)
    slow.lags = True
    steps(other)
    assert (topic.transitions, warehouse.asked) == (["opened"], 1)


def test_who_could_not_begin_tries_again() -> None:
    topic = Topic()
    evaluator, member = an_evaluator(topic, Warehouse(FAILING))
    member.is_deaf = True
    steps(evaluator)
    member.is_deaf = False
    steps(evaluator)
    assert topic.transitions == ["opened"]


def test_an_alert_that_is_over_is_not_told_beside_a_new_one_of_its_campaign() -> None:
    looking = Looking(AT_ONCE)
    for at, own in zip(minutes(0, 1, 2), (Sold(), Sold(120_000, 15), Sold()), strict=True):
        looking.at(a_standing(data_at=at, own=own))
    term = Term(Bounds(0, 3), Outbox(None, 0))
    for offset, alert in enumerate(looking.log):
        assert term.take(Told(offset, alert))
    assert list(term) == [looking.log[2]]


def test_the_same_data_is_not_judged_twice() -> None:
    warehouse = Warehouse(FAILING)
    evaluator, _ = an_evaluator(Topic(), warehouse)
    steps(evaluator, 6)
    assert warehouse.asked == 1


def test_stale_data_is_not_even_asked_for() -> None:
    warehouse = Warehouse(FAILING._replace(data_at=NOW - 2 * 3_600_000))
    evaluator, _ = an_evaluator(Topic(), warehouse)
    steps(evaluator)
    assert warehouse.asked == 0


@pytest.mark.parametrize("why", [OperationalError("away"), ValueError("a defect")])
def test_trouble_is_waited_out(why: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    topic, warehouse = Topic(), Warehouse(FAILING)
    evaluator, _ = an_evaluator(topic, warehouse)

    def fail(data_at: int) -> list[Standing]:
        raise why

    with monkeypatch.context() as patched:
        patched.setattr(warehouse, "standings", fail)
        steps(evaluator, 3)
    assert topic.records == []
    steps(evaluator)
    assert topic.transitions == ["opened"]


def test_without_a_webhook_nothing_waits_for_one() -> None:
    topic = Topic()
    evaluator, _ = an_evaluator(topic, Warehouse(FAILING))
    steps(evaluator)
    assert topic.committed == 1
