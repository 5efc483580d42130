"""Imports by HTTP: a batch is taken whole or not at all."""

import httpx
import pytest

from events.moments import from_ms
from tests.integration.collector_parts import NOW, House, a_sale, token


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
