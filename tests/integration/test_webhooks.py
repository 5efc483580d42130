"""Signed webhooks by HTTP: what of them is kept, what is refused, and what never reaches the disk."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from collector.spool import Record
from events.moments import from_ms
from events.sale import SALE
from tests.integration.collector_parts import FIXTURES, NOW, SHOP_SECRET, House, a_sale, signature, token, webhook


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
    assert answer.status_code == 200
    assert answer.json() | {"detail": None} == {"accepted": 0, "dead_letters": 1, "detail": None}
    assert answer.json()["detail"][0]["message"]
    assert [record.value for record in house.kept(house.spools.sales)] == [body]


async def test_a_wrong_field_of_a_signed_body_is_named_and_the_body_is_not_lost(house: House, http: httpx.AsyncClient) -> None:
    payload = json.loads((FIXTURES / "order_jpy.json").read_bytes())
    payload["line_items"][0]["price"] = "49.80"
    body = json.dumps(payload).encode()
    answer = await webhook(http, "orders/create", body)
    assert (answer.status_code, answer.json()["accepted"], answer.json()["dead_letters"]) == (200, 0, 1)
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


async def test_parallel_webhooks_are_all_kept(house: House, http: httpx.AsyncClient) -> None:
    payload = json.loads((FIXTURES / "order_jpy.json").read_bytes())
    bodies = [json.dumps(payload | {"id": number}).encode() for number in range(40)]
    answers = await asyncio.gather(*(webhook(http, "orders/create", body) for body in bodies))
    assert {answer.status_code for answer in answers} == {200}
    assert len(house.kept(house.spools.sales)) == 40
