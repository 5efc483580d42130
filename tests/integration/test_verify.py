"""Streamed, batch and SQL agree on every order of a small month; and a difference would be found."""

from tests.verify.compare import against_batch, against_sql, newest_of
from tests.verify.line import HORIZONS
from tests.verify.run import verify
from warehouse.connect import Warehouse


def test_every_order_of_a_small_month_is_the_same_streamed_in_the_batch_and_in_sql(warehouse: Warehouse) -> None:
    month = verify(warehouse, seed=7, stories=2_200)
    assert month.counts["events"] > 5_000
    assert month.counts["orders closed"] > 100, "pruning must have something to do"
    assert month.counts["late"] > 50, "and lateness too"
    assert month.batch.orders == month.sql.orders > 900
    assert (month.batch.differences, month.sql.differences) == ([], [])


def test_facts_that_are_missing_are_noticed_by_both(warehouse: Warehouse) -> None:
    verify(warehouse, seed=7, stories=300)
    warehouse.run("ALTER TABLE clicks DELETE WHERE sipHash64(event_id) % 20 = 0 SETTINGS mutations_sync = 2")
    streamed = newest_of(warehouse)
    for found in (against_batch(streamed, warehouse, HORIZONS), against_sql(streamed, warehouse, HORIZONS)):
        assert 1 < len(found.differences) < found.orders / 4
