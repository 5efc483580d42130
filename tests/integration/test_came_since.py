"""Sums made ahead say what every order says, whatever came since."""

from typing import Any

import pytest
from clickhouse_connect.driver.exceptions import ClickHouseError

from affluent import settling as module
from affluent.settling import Settling
from tests.integration.books import a_sink, sunk
from tests.integration.came_since import in_slices, of_every_order, one_by_one, sold_by
from tests.integration.campaign_books import EVERYTHING, told
from tests.integration.random_books import catalog
from tests.integration.test_figures_oracle import answers, ask_of
from warehouse import settled
from warehouse.connect import Warehouse
from warehouse.named import load
from warehouse.period import Period
from warehouse.settled import Generation
from warehouse.since import Since

PERIOD = Period(EVERYTHING["since"], EVERYTHING["until"], "EUR")


@pytest.mark.parametrize("seed", range(2))
def test_what_came_since_is_added(asked: Warehouse, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STEPS", 3)
    sink, settling = a_sink(asked), Settling(asked, few_orders=0, step=12)
    made: list[Generation] = []
    added: list[Since] = []
    for some in in_slices(seed):
        sunk(sink, *some)
        assert answers(asked) == of_every_order(asked)
        added += [since_now(asked)] if made else []
        settling.keep_up()
        assert answers(asked) == of_every_order(asked)
        made += [asked.settled.generation] if asked.settled.generation else []
    assert len([since for since in added if since.orders]) > 2
    assert any(since.clicks for since in added)
    [sums] = made[-1].sums.values()
    assert len({one.id for one in made}) == 1
    assert len({one.reach for one in made}) > 2
    assert sums.kept, "steps were not merged"


def since_now(warehouse: Warehouse) -> Since:
    """What answers add to sums; fails if they add up every order."""
    assert warehouse.settled.generation
    reading = warehouse.reader.read(warehouse.settled.generation)
    assert reading.adds_up
    return reading.since


@pytest.mark.parametrize(("name", "rank"), [("by_content", 4), ("by_model_creator", 2)])
def test_who_can_not_be_among_the_first_is_left_out(
    asked: Warehouse, name: str, rank: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, what, many in ((settled, "RANK", rank), (module, "RANK", rank), (module, "STEPS", 0)):
        monkeypatch.setattr(place, what, many)
    sink, settling, floors = a_sink(asked), Settling(asked, few_orders=0, step=0), []
    for some in one_by_one(in_slices(2)):
        sunk(sink, *some)
        for model in ("payable", "linear", "inverse_j"):
            given = EVERYTHING | {"limit": 1, "model": model}
            mine = {key: given[key] for key in ask_of(name)}
            found = asked.select(name, **mine)
            floors.append(asked.reader.ahead(load(name), mine).parameters.get("settled_floor", settled.NO_FLOOR))
            made, asked.settled.generation = asked.settled.generation, None
            assert found == asked.select(name, **mine)
            asked.settled.generation = made
        settling.keep_up()
    assert len([floor for floor in floors if floor > 0]) > 5


def first_of(warehouse: Warehouse) -> tuple[Any, ...]:
    """Content and creator that sold most, and how much; each time a floor leaves others out."""
    given = EVERYTHING | {"limit": 1, "model": "linear"}
    asked = {name: {key: given[key] for key in ask_of(name)} for name in ("by_content", "by_model_creator")}
    content, creator = (warehouse.select(name, **each)[0] for name, each in asked.items())
    floors = [warehouse.reader.ahead(load(name), each).parameters["settled_floor"] for name, each in asked.items()]
    assert floors == [5_000, 5_000]
    return content["content"], content["net"], creator["creator"], creator["net"]


def test_who_was_under_the_floor_brings_along_what_it_had(asked: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (settled, module):
        monkeypatch.setattr(place, "RANK", 4)
    sink, settling = a_sink(asked), Settling(asked, few_orders=0, step=0)
    sunk(sink, *told(*catalog()), *(sold_by(number, 1_000 * (number + 1), number) for number in range(8)))
    answers(asked)
    settling.keep_up()
    assert first_of(asked) == ("content-7", 8_000, "creator-7", 8_000)
    sunk(sink, sold_by(0, 50_000, 8))
    assert first_of(asked) == ("content-0", 51_000, "creator-0", 51_000)
    settling.keep_up()
    assert asked.settled.generation
    assert asked.settled.generation.sums[PERIOD].sold, "there is no step"
    assert first_of(asked) == ("content-0", 51_000, "creator-0", 51_000)
    sunk(sink, sold_by(1, 60_000, 9))
    assert first_of(asked) == ("content-1", 62_000, "creator-1", 62_000)


@pytest.mark.parametrize("limit", ["-1", "many"])
def test_a_limit_that_is_none_is_left_to_the_engine(asked: Warehouse, limit: str) -> None:
    sunk(a_sink(asked), *told(*catalog()), sold_by(0, 1_000, 0))
    answers(asked)
    Settling(asked, few_orders=0).keep_up()
    with pytest.raises(ClickHouseError):
        asked.select("latest_orders", **{key: (EVERYTHING | {"limit": limit})[key] for key in ask_of("latest_orders")})
