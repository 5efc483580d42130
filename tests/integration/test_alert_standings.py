"""What the evaluator asks of a real warehouse: how far the data goes, and where each campaign stands."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from consumers.alerting.standings import OfWarehouse
from consumers.records import Record
from domain.performance.standing import Sold, Standing
from events.catalog import Brand, Campaign, CatalogEntry, Target
from events.decision import Credit, Share
from events.facts import Delivery, Spent
from events.messages import Envelope
from events.moments import DAY_MS, from_ms
from events.topics import CATALOG_TOPIC
from tests.integration.books import T0, a_click, a_decision, a_refund, a_sink, an_order, attributed, journal, sunk
from tests.integration.campaign_books import EVERYTHING, SEPTEMBER, september
from warehouse.connect import Warehouse

TODAY = from_ms(T0).date()
DECIDED = T0 + 1_005
"""Receipt of an order of tests.integration.books."""


def told(entry: CatalogEntry, offset: int) -> Record:
    return Record(CATALOG_TOPIC.name, 0, offset, entry.model_dump_json().encode())


def a_campaign(id: str, offset: int, **more: Any) -> Record:
    days = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 10, 31)}
    fields = {
        "brand": "lumen",
        "name": id,
        "objective": "sales",
        "target": Target(roas=Decimal("2.5")),
        **days,
        **since(),
        **more,
    }
    return told(Campaign(id=id, **fields), offset)


def a_brand(offset: int, *shops: str) -> Record:
    return told(Brand(id="lumen", name="Lumen", time_zone="Europe/Berlin", currency="EUR", shops=shops, **since()), offset)


def since() -> dict[str, Any]:
    return {"valid_from": datetime(2026, 8, 1, tzinfo=UTC), "recorded_at": datetime(2026, 8, 1, tzinfo=UTC)}


def a_cost(id: str, campaign: str, amount: int, first: date, last: date, currency: str = "EUR") -> Envelope:
    body = Spent(id, T0, T0, "fee", campaign, amount, currency, first.isoformat(), last.isoformat())
    return Envelope(f"f:{id}", body, Delivery(3, 0, int(id)))


def a_sale(place: int, campaign: str, net: int, currency: str = "EUR", **more: Any) -> Record:
    credit = Credit("payable", (Share("ann", campaign, f"ann-{campaign}", "reel", None, net),), 0)
    decision = a_decision(f"o{place}", net, (f"e{place}",), version=place, currency=currency, credits=(credit,), **more)
    return attributed(0, place, decision)


def standings(warehouse: Warehouse) -> dict[tuple[str, str], Standing]:
    asked = OfWarehouse(warehouse, 28)
    return {(one.campaign, one.currency): one for one in asked.standings(T0 + 2_000)}


def test_a_campaign_stands_where_its_sales_and_its_accrued_cost_say(warehouse: Warehouse) -> None:
    sunk(
        a_sink(warehouse), a_brand(0, "shop"), a_campaign("reels", 1), a_campaign("quiet", 2),
        journal(0, 0, a_cost("1", "reels", 60_000, TODAY, TODAY), a_cost("2", "quiet", 900, TODAY, date(2026, 12, 31))),
        a_sale(1, "reels", 8_000), a_sale(2, "reels", 7_001),
    )  # fmt: skip
    found = standings(warehouse)
    reels = found["reels", "EUR"]
    assert (reels.brand, reels.own, reels.cost, reels.target) == ("lumen", Sold(15_001, 2), 60_000, 2_500_000)
    assert (reels.of_brand, reels.of_currency, reels.elsewhere) == (Sold(15_001, 2), Sold(15_001, 2), 0)
    assert (from_ms(reels.data_from).date(), from_ms(reels.ends_before or 0).date()) == (date(2026, 9, 1), date(2026, 11, 1))
    quiet = found["quiet", "EUR"]
    assert (quiet.own, quiet.of_brand) == (Sold(), Sold(15_001, 2))
    assert 0 < quiet.cost < 20


def test_currencies_are_never_added(warehouse: Warehouse) -> None:
    sunk(
        a_sink(warehouse), a_brand(0, "shop"), a_campaign("reels", 1),
        journal(0, 0, a_cost("1", "reels", 60_000, TODAY, TODAY)),
        a_sale(1, "reels", 900, "JPY"), a_sale(2, "reels", 800, "JPY"), a_sale(3, "reels", 5_000),
    )  # fmt: skip
    found = standings(warehouse)
    assert (found["reels", "EUR"].own, found["reels", "EUR"].elsewhere) == (Sold(5_000, 1), 2)
    assert (found["reels", "JPY"].own, found["reels", "JPY"].cost) == (Sold(1_700, 2), 0)


def test_a_campaign_without_a_target_says_so(warehouse: Warehouse) -> None:
    sunk(
        a_sink(warehouse), a_brand(0), a_campaign("reels", 1, target=Target()),
        journal(0, 0, a_cost("1", "reels", 60_000, TODAY, TODAY)),
    )  # fmt: skip
    assert standings(warehouse)["reels", "EUR"].target is None


def test_an_average_is_that_of_late(warehouse: Warehouse) -> None:
    long_ago = T0 - 29 * DAY_MS
    sunk(
        a_sink(warehouse), a_brand(0, "shop"), a_campaign("reels", 1),
        journal(0, 0, a_cost("1", "reels", 60_000, TODAY, TODAY)),
        a_sale(1, "other", 100, ordered_at=long_ago), a_sale(2, "other", 8_000),
    )  # fmt: skip
    assert standings(warehouse)["reels", "EUR"].of_brand == Sold(8_000, 1)


def test_an_alert_judges_what_people_see(warehouse: Warehouse) -> None:
    """Fees, commission and refunds included; spring's figures are added up in test_figures."""
    sunk(a_sink(warehouse), *september())
    data_at = SEPTEMBER + 10 * DAY_MS - 1
    asked = {**EVERYTHING, "since": 0, "until": data_at + 1}
    for one in OfWarehouse(warehouse, 28).standings(data_at):
        [seen] = warehouse.select("overview", **{**asked, "currency": one.currency, "campaigns": [one.campaign]})
        assert (one.own, one.cost) == (Sold(seen["net"], seen["orders"]), seen["cost"])
    spring = next(each for each in OfWarehouse(warehouse, 28).standings(data_at) if each.campaign == "spring")
    assert (spring.own, spring.cost, spring.target) == (Sold(14_001, 2), 3_700, 2_500_000)


def test_there_is_no_data_in_an_empty_warehouse(warehouse: Warehouse) -> None:
    assert OfWarehouse(warehouse, 28).data_at() == 0
    assert OfWarehouse(warehouse, 28).standings(0) == []


@pytest.mark.parametrize(
    ("records", "data_at"),
    [
        pytest.param([journal(0, 0, a_click("c", (0, 0, 0)))], T0 + 5, id="the newest receipt"),
        pytest.param([journal(0, 0, an_order("e1", "o1", 900, (1, 0, 0)))], 0, id="an order that nobody has decided"),
        pytest.param(
            [journal(0, 0, an_order("e1", "o1", 900, (1, 0, 0))), a_sale(1, "reels", 781, newest=DECIDED)],
            DECIDED,
            id="an order that is decided",
        ),
        pytest.param(
            [
                journal(0, 0, an_order("e1", "o1", 900, (1, 0, 0)), a_click("c", (0, 0, 0))),
                a_sale(1, "reels", 781, newest=DECIDED),
                journal(0, 1, a_refund("r1", "o1", 100, (1, 0, 1))),
            ],
            DECIDED,
            id="a refund that the decision does not know",
        ),
        pytest.param(
            [
                journal(0, 0, an_order("e1", "o1", 900, (1, 0, 0))),
                a_sale(1, "reels", 781, newest=DECIDED),
                journal(0, 1, an_order("e1", "o1", 900, (1, 0, 1), at=T0 + 60_000)),
            ],
            T0 + 60_005,
            id="an order that only came again",
        ),
    ],
)
def test_the_data_goes_as_far_as_it_is_decided(warehouse: Warehouse, records: list[Record], data_at: int) -> None:
    sunk(a_sink(warehouse), *records)
    assert OfWarehouse(warehouse, 28).data_at() == data_at
