"""Streamed, batch and SQL agree on every order of a small month; and a difference would be found."""

from collections.abc import Callable

import pytest

from domain.attribution import decide, eligibility, precedence
from tests.verify.compare import against_batch, against_sql, newest_of
from tests.verify.line import HORIZONS, Line
from tests.verify.month import Month
from tests.verify.run import verify
from warehouse.connect import Warehouse


def test_every_order_of_a_small_month_is_the_same_streamed_in_the_batch_and_in_sql(warehouse: Warehouse) -> None:
    month = verify(warehouse, seed=9, stories=2_600)
    assert month.counts["events"] > 5_000
    assert month.counts["orders closed"] > 100, "pruning must have something to do"
    assert month.counts["late"] > 50, "and lateness too"
    assert month.batch.orders == month.sql.orders > 900
    assert (month.batch.differences, month.sql.differences) == ([], [])
    assert [name for name, count in month.rules.items() if not count] == [], "rules that never decided prove nothing"
    assert not month.failed


def _conditions_unheard(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(eligibility, "_unmet", lambda claim, conditions, purchase: "")


def _staff_unknown(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(decide, "purchase_of", lambda heard, newest: eligibility.Purchase(frozenset(), newest))


def _exclusive_codes_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(precedence, "STAGES", precedence.STAGES[1:])


def _involvement_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(precedence, "STAGES", [precedence.STAGES[0], *precedence.STAGES[2:]])


FAULTS = [_conditions_unheard, _staff_unknown, _exclusive_codes_ignored, _involvement_ignored]


@pytest.mark.parametrize("fault", [pytest.param(each, id=each.__name__.strip("_")) for each in FAULTS])
def test_a_rule_that_the_product_forgets_is_noticed_by_sql(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, fault: Callable[[pytest.MonkeyPatch], None]
) -> None:
    fault(monkeypatch)
    month = Month(9, 600, conditions=True)
    Line(month, warehouse, 9).run(month.heard())
    found = against_sql(newest_of(warehouse), warehouse, HORIZONS)
    assert 0 < len(found.differences) < found.orders / 4


def test_facts_that_are_missing_are_noticed_by_both(warehouse: Warehouse) -> None:
    verify(warehouse, seed=7, stories=300)
    warehouse.run("ALTER TABLE clicks DELETE WHERE sipHash64(event_id) % 20 = 0 SETTINGS mutations_sync = 2")
    streamed = newest_of(warehouse)
    for found in (against_batch(streamed, warehouse, HORIZONS), against_sql(streamed, warehouse, HORIZONS)):
        assert 1 < len(found.differences) < found.orders / 4
