"""The catalog by HTTP: told, planned, refused by field."""

import httpx

from tests.integration.collector_parts import CATALOG, House, token


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
