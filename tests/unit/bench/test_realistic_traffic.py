"""The benches' traffic is the mix that the bars name, the same for the same seed, and nothing that intake refuses."""

import json
from collections import Counter, defaultdict

import pytest

from bench.traffic.contracts import catalog
from bench.traffic.realistic import Raw, raw_records
from domain.attribution.terms import terms_of
from events.catalog_book import CatalogBook
from events.topics import CLICKS
from intake.door import Door
from tests.unit.intake.records import WRITTEN, ToldCatalog, a_record

COUNT, PEOPLE = 8000, 500


@pytest.fixture(scope="module")
def records() -> list[Raw]:
    return list(raw_records(COUNT, 7, PEOPLE, WRITTEN))


@pytest.fixture(scope="module")
def book() -> CatalogBook:
    book = CatalogBook()
    for entry in catalog():
        book.add(entry)
    return book


def test_the_same_seed_tells_the_same(records: list[Raw]) -> None:
    assert records == list(raw_records(COUNT, 7, PEOPLE, WRITTEN))
    assert records != list(raw_records(COUNT, 8, PEOPLE, WRITTEN))


def test_the_mix_is_88_clicks_10_orders_and_2_refunds_or_edits_in_100(records: list[Raw]) -> None:
    kinds = Counter(json.loads(one.value).get("kind", "click") for one in records)
    assert kinds["click"] == pytest.approx(0.88 * COUNT, rel=0.02)
    assert kinds["placed"] == pytest.approx(0.10 * COUNT, rel=0.1)
    assert kinds["refund"] + kinds["edited"] == pytest.approx(0.02 * COUNT, rel=0.3)


def test_3_of_10_customers_buy_with_two_devices() -> None:
    devices = defaultdict(set)
    for one in raw_records(4 * COUNT, 7, PEOPLE // 10, WRITTEN):
        told = json.loads(one.value)
        if "customer_id" in told and "visitor_id" in told:
            devices[told["customer_id"]].add(told["visitor_id"])
    assert Counter(map(len, devices.values())) == {1: 35, 2: 15}


def test_intake_takes_every_record(records: list[Raw], book: CatalogBook) -> None:
    catalog = ToldCatalog()
    catalog.book = book
    door = Door(catalog)
    for one in records:
        assert door.envelope(a_record(one.value, one.topic)) is not None
    assert json.loads(records[-1].value)["received_at"].startswith("2026-11-18T11:06:40")
    assert {one.topic for one in records} > {CLICKS.name}


def test_every_link_and_every_code_leads_to_its_terms(book: CatalogBook) -> None:
    for entry in book:
        if entry.kind in ("link", "code"):
            assert terms_of(book, entry.kind, entry.ref)
