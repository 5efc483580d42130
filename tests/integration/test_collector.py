"""The collector's doors by HTTP, in process, with real spools on a real disk."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from prometheus_client import REGISTRY

from collector.app import Spools, collector_app
from collector.catalog_store import CatalogStore, load_snapshot, save_snapshot
from collector.click_ids import Signer
from collector.click_log import ClickLog
from collector.spool import Record, SaleSpool, Spool
from domain.catalog_plan import plan_catalog
from domain.catalog_rules import Limits
from events.catalog_book import CatalogBook
from events.click import Click
from events.moments import DAY_MS, from_ms
from events.sale import SALE
from events.topics import CLICKS
from runtime.settings import MissingSetting, Settings
from runtime.tokens import fingerprint

NOW = 1_795_430_000_000
CLICK_SECRET, SHOP_SECRET = "click secret of 16+", "webhook secret"
BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"}
BOT = {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}
TOKENS = {"r": "reader", "w": "writer", "s": "service"}
FIXTURES = Path(__file__).parents[1] / "fixtures" / "shopify"
SIGNER = Signer(CLICK_SECRET.encode())
DESTINATION = "https://shop.example/serum?size=2#reviews"

CATALOG: dict[str, list[dict[str, Any]]] = {
    "brands": [{"id": "brand", "name": "B", "time_zone": "UTC", "currency": "EUR", "destination_hosts": ["shop.example"]}],
    "campaigns": [
        {
            "id": "summer", "brand": "brand", "name": "S", "objective": "sales",
            "starts_on": "2026-06-01", "ends_on": "2026-12-31",
        },
    ],
    "creators": [{"id": "lena", "name": "Lena"}],
    "collaborations": [{"id": "lena-summer", "campaign": "summer", "creator": "lena"}],
    "links": [{"id": "link", "slug": "lena", "destination": DESTINATION, "collaboration": "lena-summer"}],
}  # fmt: skip


class House:
    """A collector in process: its clock, its spools, its catalog."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        told: dict[str, Any] = {
            "spool": folder, "click_secret": CLICK_SECRET, "customer_secret": "customer secret of 16+",
            "shopify_secrets": {"shop-1": ["new secret", SHOP_SECRET], "shop-2": ["another"]},
            "tokens": {fingerprint(token): role for token, role in TOKENS.items()},
        }  # fmt: skip
        self.settings = Settings(**(told | settings))
        self.now = NOW
        limit = self.settings.spool_max_bytes
        self.spools = Spools(ClickLog(folder / "clicks", CLICKS.name, limit), SaleSpool(folder / "sales.sqlite", limit))
        self.store = CatalogStore(self.settings, _no_kafka)
        for version in plan_catalog(CatalogBook(), CATALOG, from_ms(NOW - DAY_MS), Limits(90, 30)).versions:
            self.store.book.add(version)
        self.app = collector_app(self.settings, self.store, self.spools, lambda: self.now)

    def kept(self, spool: Spool) -> list[Record]:
        """Everything in a spool, taken out."""
        records: list[Record] = []
        while batch := spool.read(1000):
            records += batch.records
            spool.forget(batch)
        return records

    def click(self) -> Click:
        """The one click that was kept."""
        [record] = self.kept(self.spools.clicks)
        return Click.model_validate_json(record.value)


def _no_kafka() -> Any:
    raise AssertionError("nothing here may reach for Kafka")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    built = House(tmp_path)
    yield built
    built.spools.sales.close()
    built.spools.clicks.close()


@pytest.fixture
async def http(house: House) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(house.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://links.example") as client:
        yield client


def signature(body: bytes, secret: str = SHOP_SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


async def webhook(http: httpx.AsyncClient, topic: str, body: bytes, shop: str = "shop-1", **headers: str) -> httpx.Response:
    told = {"X-Shopify-Topic": topic, "X-Shopify-Hmac-Sha256": signature(body)} | headers
    return await http.post(f"/webhooks/shopify/{shop}", content=body, headers=told)


def token(name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {name}"}


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


async def test_a_click_goes_to_the_stored_destination_with_a_signed_click_id(house: House, http: httpx.AsyncClient) -> None:
    answer = await http.get("/r/lena?url=https://evil.example", headers=BROWSER | {"referer": "https://l.instagram.com/x?u=1"})
    address = urlsplit(answer.headers["location"])
    assert answer.status_code == 302
    assert (address.scheme, address.netloc, address.path, address.fragment) == ("https", "shop.example", "/serum", "reviews")
    query = parse_qs(address.query)
    click_id = SIGNER.read_click_id(query["afl"][0])
    click = house.click()
    assert query["size"] == ["2"]
    assert click_id == (click.visitor_id, click.event_id)
    assert click.event_at == click.received_at == from_ms(NOW)
    assert (click.link, click.link_version) == ("link", f"link@{NOW - DAY_MS}")
    assert (click.flags, click.referrer_host) == ((), "l.instagram.com")
    assert answer.headers["cache-control"] == "no-store"


async def test_the_visitor_cookie_is_first_party_and_not_renewed(house: House, http: httpx.AsyncClient) -> None:
    first = await http.get("/r/lena", headers=BROWSER)
    cookie = first.headers["set-cookie"]
    assert cookie.startswith("afl_visitor=")
    for part in ("HttpOnly", "SameSite=Lax", "Path=/", f"Max-Age={390 * 86400}"):
        assert part in cookie
    assert "Secure" not in cookie
    again = await http.get("/r/lena", headers=BROWSER)
    assert "set-cookie" not in again.headers
    visitors = {Click.model_validate_json(record.value).visitor_id for record in house.kept(house.spools.clicks)}
    assert len(visitors) == 1


async def test_the_cookie_is_secure_where_the_settings_say_so(tmp_path: Path) -> None:
    house = House(tmp_path, cookie_secure=True, cookie_days=30)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(house.app), base_url="https://links.example") as http:
        cookie = (await http.get("/r/lena", headers=BROWSER)).headers["set-cookie"]
    assert cookie.endswith(f"Max-Age={30 * 86400}; HttpOnly; SameSite=Lax; Secure")


@pytest.mark.parametrize("forged", ["x", "v" * 16, f"{'v' * 16}.{'s' * 16}", "\u00e9"])
async def test_a_forged_cookie_is_replaced(house: House, http: httpx.AsyncClient, forged: str) -> None:
    headers = [(b"user-agent", BROWSER["user-agent"].encode()), (b"cookie", f"a=b; afl_visitor={forged}".encode("latin-1"))]
    answer = await http.get("/r/lena", headers=headers)
    assert "set-cookie" in answer.headers
    assert house.click().visitor_id not in (None, forged, "v" * 16)


@pytest.mark.parametrize(
    ("method", "headers", "flag"),
    [
        pytest.param("GET", BOT, "bot", id="bot"),
        pytest.param("GET", {"user-agent": ""}, "no_user_agent", id="no user agent"),
        pytest.param("GET", BROWSER | {"sec-purpose": "prefetch;prerender"}, "prefetch", id="prefetch"),
        pytest.param("GET", BROWSER | {"sec-fetch-dest": "image"}, "not_a_visit", id="cookie stuffing"),
        pytest.param("HEAD", BROWSER, "not_a_visit", id="HEAD"),
    ],
)
async def test_what_is_not_a_visit_is_sent_on_and_kept_without_cookie_and_click_id(
    house: House, http: httpx.AsyncClient, method: str, headers: dict[str, str], flag: str
) -> None:
    answer = await http.request(method, "/r/lena", headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (302, DESTINATION)
    assert "set-cookie" not in answer.headers
    click = house.click()
    assert ([str(each) for each in click.flags], click.visitor_id) == ([flag], None)


async def test_the_link_version_in_force_now_is_followed(house: House, http: httpx.AsyncClient) -> None:
    moved = CATALOG["links"][0] | {"destination": "https://shop.example/new"}
    for version in plan_catalog(house.store.book, {"links": [moved]}, from_ms(NOW + 1000), Limits(90, 30)).versions:
        house.store.book.add(version)
    before = await http.get("/r/lena", headers=BOT)
    house.now += 1000
    after = await http.get("/r/lena", headers=BOT)
    assert (before.headers["location"], after.headers["location"]) == (DESTINATION, "https://shop.example/new")


@pytest.mark.parametrize("path", ["/r/nobody", "/r/", "/r/lena/more", "/r/%0d%0aSet-Cookie:a=b", "/r/\u010d\u010a"])
async def test_an_unknown_slug_is_not_found(house: House, http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(path, headers=BROWSER)
    assert answer.status_code == 404
    assert house.kept(house.spools.clicks) == []


async def test_a_link_takes_only_get_and_head(http: httpx.AsyncClient) -> None:
    assert (await http.post("/r/lena", headers=BROWSER)).status_code == 405


async def test_a_full_click_log_loses_the_click_and_not_the_visitor(tmp_path: Path) -> None:
    house = House(tmp_path, spool_max_bytes=1 << 20)
    for _ in range(4):
        house.spools.clicks.append([Record(CLICKS.name, b"", b"x" * 260_000)])
    lost = counted("affluent_clicks_lost_total")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(house.app), base_url="http://links.example") as http:
        answers = [await http.get("/r/lena", headers=BROWSER) for _ in range(60)]
    assert {answer.status_code for answer in answers} == {302}
    assert counted("affluent_clicks_lost_total") > lost


async def test_an_order_and_its_refunds_are_kept_as_sale_events(house: House, http: httpx.AsyncClient) -> None:
    body = (FIXTURES / "order_eur_taxes_included.json").read_bytes()
    answer = await webhook(http, "orders/updated", body)
    assert (answer.status_code, answer.json()) == (200, {"accepted": 2})
    records = house.kept(house.spools.sales)
    assert [SALE.validate_json(record.value).kind for record in records] == ["edited", "refund"]
    assert {record.key for record in records} == {b"shop-1/9007199254740993001"}
    assert SALE.validate_json(records[0].value).received_at == from_ms(NOW)


def bytes_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_nothing_of_a_person_reaches_the_disk(tmp_path: Path, house: House, http: httpx.AsyncClient) -> None:
    await webhook(http, "orders/create", (FIXTURES / "order_eur_taxes_included.json").read_bytes())
    written = bytes_below(tmp_path).lower()
    assert b"13688971493691" in written
    for canary in (b"canary", b"@example", b"203.0.113", b"rue du", b"7303982311601"):
        assert canary not in written


@pytest.mark.parametrize("topic", ["orders/edited", "customers/create", "orders/fulfilled", ""])
async def test_a_topic_that_tells_no_sale_is_ignored_and_keeps_its_subscription(
    house: House, http: httpx.AsyncClient, topic: str
) -> None:
    answer = await webhook(http, topic, b"{}")
    assert (answer.status_code, answer.json()) == (200, {"ignored": topic})
    assert house.kept(house.spools.sales) == []


@pytest.mark.parametrize(
    ("shop", "headers"),
    [
        pytest.param("shop-1", {"X-Shopify-Hmac-Sha256": signature(b"other")}, id="of another body"),
        pytest.param("shop-1", {"X-Shopify-Hmac-Sha256": ""}, id="empty"),
        pytest.param("shop-2", {}, id="of another shop"),
        pytest.param("nobody", {}, id="of no shop"),
    ],
)
async def test_a_bad_signature_is_refused_and_nothing_is_kept(
    house: House, http: httpx.AsyncClient, shop: str, headers: dict[str, str]
) -> None:
    body = (FIXTURES / "order_jpy.json").read_bytes()
    assert (await webhook(http, "orders/create", body, shop, **headers)).status_code == 401
    assert house.kept(house.spools.sales) == []


async def test_each_live_secret_of_a_shop_is_good(http: httpx.AsyncClient) -> None:
    body = (FIXTURES / "order_jpy.json").read_bytes()
    for secret in ("new secret", SHOP_SECRET):
        answer = await webhook(http, "orders/create", body, **{"X-Shopify-Hmac-Sha256": signature(body, secret)})
        assert answer.status_code == 200


@pytest.mark.parametrize("body", [b"", b"not json", b'{"id": 1, "id": 2}', b"[" * 100_000, b"\xff\x00"])
async def test_a_signed_body_that_is_not_json_is_kept_as_it_came(house: House, http: httpx.AsyncClient, body: bytes) -> None:
    answer = await webhook(http, "orders/create", body)
    assert (answer.status_code, answer.json()) == (200, {"accepted": 0, "dead_letters": 1})
    assert [record.value for record in house.kept(house.spools.sales)] == [body]


async def test_a_wrong_field_of_a_signed_body_is_named_and_the_body_is_not_lost(house: House, http: httpx.AsyncClient) -> None:
    payload = json.loads((FIXTURES / "order_jpy.json").read_bytes())
    payload["line_items"][0]["price"] = "49.80"
    body = json.dumps(payload).encode()
    answer = await webhook(http, "orders/create", body)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["field"] == "line_items.0.price"
    assert "more decimals than JPY" in answer.json()["detail"][0]["message"]
    assert [record.value for record in house.kept(house.spools.sales)] == [body]


async def test_a_body_that_is_too_large_is_refused_however_it_is_announced(http: httpx.AsyncClient) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield b"x" * 100_000

    assert (await webhook(http, "orders/create", b"x" * 1_000_001)).status_code == 413
    assert (await http.post("/webhooks/shopify/shop-1", content=chunks())).status_code == 413


async def test_a_compressed_body_is_refused(http: httpx.AsyncClient) -> None:
    assert (await webhook(http, "orders/create", b"{}", **{"Content-Encoding": "gzip"})).status_code == 415


async def test_a_full_spool_asks_shops_and_importers_to_come_back(tmp_path: Path) -> None:
    house = House(tmp_path, spool_max_bytes=1 << 20)
    house.spools.sales.append([Record("x", b"", b"x" * ((1 << 20) - 10))])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(house.app), base_url="http://links.example") as http:
        answers = [
            await webhook(http, "orders/create", (FIXTURES / "order_jpy.json").read_bytes()),
            await http.post("/v1/events", json=a_sale(), headers=token("w")),
        ]
    assert [(answer.status_code, int(answer.headers["retry-after"]) > 0) for answer in answers] == [(503, True)] * 2


def a_sale(**changes: Any) -> dict[str, Any]:
    told = {
        "kind": "placed", "event_at": "2026-11-20T09:00:00Z", "ordered_at": "2026-11-20T09:00:00Z", "shop": "shop-1",
        "order_id": 5, "currency": "EUR", "lines": [{"line_id": 1, "amount": 1200}],
    }  # fmt: skip
    return told | changes


async def test_a_batch_is_taken_whole(house: House, http: httpx.AsyncClient) -> None:
    at = from_ms(NOW - 1000).isoformat()
    items = [a_sale(event_id="a"), {"kind": "click", "event_id": "b", "event_at": at, "slug": "lena"}]
    answer = await http.post("/v1/events", json={"events": items}, headers=token("w"))
    assert (answer.status_code, answer.json()) == (200, {"accepted": 2, "event_ids": ["a", "b"]})
    assert [record.topic for record in house.kept(house.spools.sales)] == ["affluent.sales.v1", "affluent.clicks.v1"]


async def test_one_bad_item_and_nothing_of_the_batch_is_taken(house: House, http: httpx.AsyncClient) -> None:
    answer = await http.post("/v1/events", json=[a_sale(), a_sale(lines=[{"line_id": 1, "amount": "x"}])], headers=token("w"))
    assert answer.status_code == 422
    [detail] = answer.json()["detail"]
    assert (detail["index"], detail["field"]) == (1, "lines.0.amount")
    assert house.kept(house.spools.sales) == []


@pytest.mark.parametrize("raw", [b"", b"{", b'{"kind":"click","kind":"paid"}', b"[NaN]", b"[" * 100_000])
async def test_an_import_that_is_not_json_is_refused(http: httpx.AsyncClient, raw: bytes) -> None:
    for path in ("/v1/events", "/v1/engagements", "/v1/costs", "/v1/catalog/plan"):
        assert (await http.post(path, content=raw, headers=token("w"))).status_code == 400


READS, WRITES = ["/v1/catalog"], ["/v1/events", "/v1/engagements", "/v1/costs", "/v1/catalog/plan", "/v1/catalog/apply"]


@pytest.mark.parametrize("path", WRITES)
async def test_writing_needs_a_writers_token(http: httpx.AsyncClient, path: str) -> None:
    assert (await http.post(path, json=[])).status_code == 401
    assert (await http.post(path, json=[], headers=token("stranger"))).status_code == 401
    assert (await http.post(path, json=[], headers=token("r"))).status_code == 403
    assert (await http.post(path, json=[], headers=token("w"))).status_code not in (401, 403)


async def test_every_other_route_needs_a_token_except_health_and_signed_webhooks(house: House, http: httpx.AsyncClient) -> None:
    for path in [*READS, "/metrics"]:
        assert (await http.get(path)).status_code == 401
        assert (await http.get(path, headers=token("r"))).status_code == 200
    for path in ("/healthz", "/readyz"):
        assert (await http.get(path)).status_code == 200


async def test_the_catalog_is_told_with_every_version(http: httpx.AsyncClient) -> None:
    told = (await http.get("/v1/catalog", headers=token("r"))).json()
    assert {version["kind"] for version in told} == {"brand", "campaign", "creator", "collaboration", "link"}


async def test_a_plan_shows_the_difference_and_changes_nothing(house: House, http: httpx.AsyncClient) -> None:
    document = {"creators": [{"id": "lena", "name": "Lena B."}]}
    answer = await http.post("/v1/catalog/plan", json=document, headers=token("w"))
    [change] = answer.json()
    assert (change["change"], change["fields"]) == ("changed", {"name": ["Lena", "Lena B."]})
    assert len(house.store.book) == 5


async def test_a_bad_catalog_is_refused_by_field(http: httpx.AsyncClient) -> None:
    document = {"links": [CATALOG["links"][0] | {"destination": "https://evil.example/"}], "creators": [{"id": "x"}]}
    answer = await http.post("/v1/catalog/plan", json=document, headers=token("w"))
    assert (answer.status_code, [one["field"] for one in answer.json()["detail"]]) == (422, ["creators.0.name"])


async def test_only_a_service_may_state_when_a_version_was_recorded(http: httpx.AsyncClient) -> None:
    document = {"creators": [{"id": "new", "name": "N", "recorded_at": "2026-01-01T00:00:00Z"}]}
    refused = await http.post("/v1/catalog/plan", json=document, headers=token("w"))
    assert (refused.status_code, refused.json()["detail"][0]["field"]) == (422, "creators.0.recorded_at")
    assert (await http.post("/v1/catalog/plan", json=document, headers=token("s"))).status_code == 200


async def test_applying_while_kafka_cannot_be_reached_says_so(http: httpx.AsyncClient) -> None:
    answer = await http.post("/v1/catalog/apply", json={}, headers=token("w"))
    assert (answer.status_code, "retry-after" in answer.headers) == (503, True)


async def test_parallel_webhooks_are_all_kept(house: House, http: httpx.AsyncClient) -> None:
    payload = json.loads((FIXTURES / "order_jpy.json").read_bytes())
    bodies = [json.dumps(payload | {"id": number}).encode() for number in range(40)]
    answers = await asyncio.gather(*(webhook(http, "orders/create", body) for body in bodies))
    assert {answer.status_code for answer in answers} == {200}
    assert len(house.kept(house.spools.sales)) == 40


def test_a_snapshot_tells_the_next_process_the_same_catalog(tmp_path: Path, house: House) -> None:
    again = CatalogBook()
    path = tmp_path / "catalog.jsonl"
    assert save_snapshot(path, house.store.book) == load_snapshot(path, again) == 5
    assert list(again) == list(house.store.book)


def test_a_damaged_line_of_a_snapshot_is_left_to_the_topic(tmp_path: Path, house: House) -> None:
    path = tmp_path / "catalog.jsonl"
    save_snapshot(path, house.store.book)
    path.write_bytes(path.read_bytes()[:-40])
    assert load_snapshot(path, CatalogBook()) == 4


def test_a_collector_without_a_catalog_says_what_it_waits_for(tmp_path: Path) -> None:
    assert "waits for Kafka" in CatalogStore(Settings(spool=tmp_path), _no_kafka).waits_for()


@pytest.mark.parametrize("secret", ["click_secret", "customer_secret"])
def test_a_collector_does_not_start_without_its_secrets(tmp_path: Path, secret: str) -> None:
    with pytest.raises(MissingSetting, match=f"AFFLUENT_{secret.upper()}"):
        House(tmp_path, **{secret: "short"})
