"""Sums made ahead: when they are made, kept up, left and deleted."""

from itertools import chain

import pytest
from clickhouse_connect.driver.exceptions import ClickHouseError

from affluent import settling as module
from affluent.settling import TABLES, Settling
from consumers.alerting.standings import OfWarehouse
from tests.integration.books import a_sink, sunk
from tests.integration.came_since import of_every_order
from tests.integration.campaign_books import EVERYTHING
from tests.integration.random_books import books
from tests.integration.test_figures_oracle import answers
from warehouse.connect import Warehouse
from warehouse.settled import Generation


@pytest.fixture
def filled(asked: Warehouse) -> Warehouse:
    """With some orders; its page was asked for."""
    sunk(a_sink(asked), *books(3))
    answers(asked)
    return asked


def made(warehouse: Warehouse) -> Generation:
    assert warehouse.settled.generation
    return warehouse.settled.generation


def stored(warehouse: Warehouse) -> list[int]:
    return [row["id"] for table in TABLES for row in warehouse.select("settle/stored", table=table)]


def test_few_orders_are_added_up_as_they_are(filled: Warehouse) -> None:
    Settling(filled).keep_up()
    assert filled.settled.generation is None
    assert stored(filled) == []


def test_what_nobody_asks_for_is_not_made(asked: Warehouse) -> None:
    sunk(a_sink(asked), *books(3))
    asked.settled.__init__()  # type: ignore[misc]  # as of a process that was just started
    Settling(asked, few_orders=0).keep_up()
    assert asked.settled.generation is None


def test_another_period_is_made_when_it_is_asked_for(filled: Warehouse) -> None:
    settling = Settling(filled, few_orders=0)
    settling.keep_up()
    before = made(filled)
    filled.select("overview", **EVERYTHING | {"currency": "JPY"})
    settling.keep_up()
    assert {period.currency for period in made(filled).sums} == {"EUR", "JPY"}
    assert made(filled).id != before.id


def test_what_fails_half_way_is_used_by_nobody(filled: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    settling, expected = Settling(filled, few_orders=0, step=0), of_every_order(filled)
    settling.keep_up()
    with monkeypatch.context() as broken:
        broken.setattr(settling, "_stepped", lambda *_: filled.run("SELECT nothing"))
        with pytest.raises(ClickHouseError):
            settling.keep_up()
    assert filled.settled.generation is None
    assert answers(filled) == expected
    settling.keep_up()
    assert answers(filled) == expected


def test_what_is_no_longer_used_is_deleted(filled: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    settling = Settling(filled, few_orders=0, step=0)
    settling.keep_up()
    settling.keep_up()
    replaced = set(stored(filled)) - {
        made(filled).id,
        *chain(*(sums.ids for sums in made(filled).sums.values())),
    }
    monkeypatch.setattr(module, "FORGET_S", -1)
    monkeypatch.setattr(module, "FORGET_EVERY_S", 0)
    settling.keep_up()
    assert not replaced & set(stored(filled))
    assert answers(filled) == of_every_order(filled)


def test_what_another_process_left_behind_long_ago_is_deleted(filled: Warehouse) -> None:
    filled.run("INSERT INTO settled_figures (sums, level) VALUES (5, 'day')")
    Settling(filled, few_orders=0).keep_up()
    assert 5 not in stored(filled)


def test_costs_are_made_again_when_one_is_told(filled: Warehouse) -> None:
    settling = Settling(filled, few_orders=0)
    settling.keep_up()
    before = made(filled)
    later = "SELECT * EXCEPT (_digest) REPLACE (concat(event_id, '-new') AS event_id, _journal_offset + 1000 AS _journal_offset)"
    filled.run(f"INSERT INTO costs (* EXCEPT (_digest)) {later} FROM costs FINAL")
    expected = of_every_order(filled)
    assert answers(filled) == expected
    settling.keep_up()
    now = made(filled).sums
    assert {period: sums.orders for period, sums in now.items()} == {period: sums.orders for period, sums in before.sums.items()}
    assert all(now[period].merged != sums.merged for period, sums in before.sums.items())
    assert answers(filled) == expected


def test_alerts_are_judged_by_every_order(filled: Warehouse) -> None:
    """Their period ends with the newest data: made ahead, all orders would be read again for each judgement."""
    settling, judged = Settling(filled, few_orders=0), OfWarehouse(filled, 10)
    settling.keep_up()
    before = made(filled)
    judged.standings(judged.data_at())
    settling.keep_up()
    assert made(filled) == before


def test_a_new_epoch_is_read_anew(filled: Warehouse) -> None:
    settling = Settling(filled, few_orders=0)
    settling.keep_up()
    before = made(filled)
    later = "SELECT * EXCEPT (_digest) REPLACE (_epoch + 1 AS _epoch, 0 AS _offset, version + 1 AS version)"
    filled.run(f"INSERT INTO credits (* EXCEPT (_digest)) {later} FROM credits FINAL WHERE currency = 'EUR' LIMIT 1")
    assert answers(filled) == of_every_order(filled)
    settling.keep_up()
    assert made(filled).reach.epoch == before.reach.epoch + 1
    assert answers(filled) == of_every_order(filled)


def test_it_looks_at_once_while_somebody_asks_and_else_once_a_second(filled: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    settling, looks = Settling(filled), []
    monkeypatch.setattr(settling, "keep_up", lambda: looks.append("look"))
    filled.settled.__init__()  # type: ignore[misc]  # as of a process that was just started
    for _ in range(2):
        filled.news.set()
        settling.look()
    assert len(looks) == 1
    answers(filled)
    settling.look()
    assert len(looks) == 2
    assert not filled.news.is_set()
