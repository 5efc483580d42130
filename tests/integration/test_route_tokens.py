"""Which of the collector's routes want a token, and whose."""

import httpx
import pytest

from tests.integration.collector_parts import House, token

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
