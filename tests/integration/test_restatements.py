"""Proposed under one token, published under another; restated orders keep their terms, and the ledger keeps every line."""

from typing import Any

import pytest

from affluent.replay.desk import Desk
from affluent.replay.facts import Period
from affluent.replay.replay import Question
from affluent.replay.restating import MayNotPublish, UnknownRestatement
from dashboards.reconcile import reconcile
from domain.finance.restatement import restatement_of
from events.decision import Model, decode_decision
from events.facts import Delivery, Refunded
from events.messages import Envelope
from runtime.settings import Settings
from tests.integration.replay_parts import MONTH
from tests.integration.test_ledger import NOW, assert_balanced, held
from tests.verify.line import EPOCH, Line
from tests.verify.month import LIMITS, Month
from warehouse.connect import Warehouse

SETTINGS = Settings(max_lookback_days=LIMITS.lookback_days, max_lateness_days=LIMITS.lateness_days)


class Office:
    """A short month streamed into a warehouse, and a desk whose clock is a second later each time."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse, self.month = warehouse, Month(3, 300)
        self.line = Line(self.month, warehouse, 3)
        self.line.run(self.month.heard())
        self.clock = NOW
        self.desk = Desk(warehouse, SETTINGS, self.tick)
        self.desk.keep_up()

    def tick(self) -> int:
        self.clock += 1000
        return self.clock

    def question(self, period: Period = MONTH, **changed: Any) -> Question:
        return Question({"collaborations": [{"id": id, **changed} for id in self.month.book.ids("collaboration")]}, period)

    def restated(self, question: Question) -> str:
        id = str(self.desk.propose(question, "maker's")["restatement"])
        self.desk.publish(id, "checker's")
        self.keep_up()
        return id

    def keep_up(self) -> None:
        """As if the last time was long ago: the clock of this test is ahead of the one that rows are stored under."""
        self.warehouse.run("TRUNCATE TABLE booked")
        self.desk.keep_up()

    def in_force(self) -> dict[str, Any]:
        rows = self.warehouse.rows("SELECT order_id, document FROM decisions_latest")
        return {row["order_id"]: decode_decision(row["document"]) for row in rows}


@pytest.fixture
def office(warehouse: Warehouse) -> Office:
    return Office(warehouse)


def test_nobody_publishes_what_they_proposed_nor_what_was_never_proposed(office: Office) -> None:
    id = office.desk.propose(office.question(commission_rate="0.5"), "maker's")["restatement"]
    with pytest.raises(MayNotPublish, match="another token"):
        office.desk.publish(id, "maker's")
    with pytest.raises(UnknownRestatement):
        office.desk.publish("nothing", "checker's")
    assert [one.number for one in office.desk.restatements()] == [0]


def test_what_is_published_is_in_force_and_booked_and_twice_changes_nothing(office: Office) -> None:
    before, booked = office.in_force(), held(office.warehouse)
    question = office.question(code_rule="click_first", commission_rate="0.5")
    expected = {change["order"] for change in office.desk.replay(question)["changes"]}
    id = office.restated(question)
    after, ledger = office.in_force(), held(office.warehouse)
    assert {name for name, one in after.items() if restatement_of(one.version)} >= expected
    assert all(after[name].version > before[name].version for name in expected)
    assert [row for row in ledger if row in booked] == booked
    assert {row["cause"] for row in ledger if row not in booked} == {"restatement"}
    assert {one.policy for name, one in after.items() if name in expected} == {
        f"{before[name].policy} restatement@1" for name in expected
    }
    assert_balanced(office.warehouse)
    assert office.desk.replay(question)["decided_otherwise"] == 0
    office.desk.publish(id, "checker's")
    office.keep_up()
    assert (office.in_force(), held(office.warehouse)) == (after, ledger)
    assert reconcile(office.warehouse, EPOCH)["differences"] == []


def test_other_weights_are_published_and_cost_nobody_anything(office: Office) -> None:
    before, booked = office.in_force(), held(office.warehouse)
    shops = {one.shop for one in before.values()}
    question = Question({"policies": [{"shop": shop, "position_weights": [10, 70, 20]} for shop in sorted(shops)]}, MONTH)
    office.restated(question)
    after = office.in_force()
    assert {one.weights for one in after.values()} == {"weights@1 position=10/70/20"}
    other = [name for name, one in after.items() if one.credits != before[name].credits]
    assert len(other) > 5
    assert {one.model for name in other for one, was in zip(after[name].credits, before[name].credits, strict=True)
            if one != was} == {Model.POSITION_BASED}  # fmt: skip
    assert held(office.warehouse) == booked
    assert office.desk.replay(question)["decided_otherwise"] == 0


def test_a_refund_that_comes_later_keeps_the_restated_terms(office: Office) -> None:
    office.restated(office.question(commission_rate="0.5"))
    name, sold = next((name, one) for name, one in office.in_force().items() if one.commissions and one.commissions[0].base > 100)
    assert sold.commissions[0].rate_ppm == 500_000
    back = Refunded("late-refund", "refund", sold.newest, sold.newest, sold.shop, name, sold.currency, (), sold.net - 100)
    office.line.tell([Envelope(f"o:{sold.shop}/{name}", back, Delivery(1, 0, 10**9))])
    office.keep_up()
    now = office.in_force()[name]
    assert (now.net, restatement_of(now.version)) == (100, 1)
    assert [(one.base, one.rate_ppm, one.amount) for one in now.commissions] == [(100, 500_000, 50)]
    assert_balanced(office.warehouse)


def test_the_newest_of_two_restatements_governs(office: Office) -> None:
    office.restated(office.question(commission_rate="0.5"))
    middle = (MONTH.since + MONTH.until) // 2 - 10 * 86_400_000
    office.restated(office.question(Period(MONTH.since, middle), commission_rate="0.25"))
    office.keep_up()
    rates = {(one.ordered_at < middle, each.rate_ppm) for one in office.in_force().values() for each in one.commissions}
    assert rates == {(True, 250_000), (False, 500_000)}
    assert_balanced(office.warehouse)


def test_a_proposal_that_the_facts_have_overtaken_is_not_published(office: Office) -> None:
    id = office.desk.propose(office.question(commission_rate="0.5"), "maker's")["restatement"]
    office.warehouse.run("ALTER TABLE clicks DELETE WHERE sipHash64(event_id) % 5 = 0 SETTINGS mutations_sync = 2")
    with pytest.raises(MayNotPublish, match="propose it again"):
        office.desk.publish(id, "checker's")
