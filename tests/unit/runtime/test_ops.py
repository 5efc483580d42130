"""Health tells the truth to everybody, metrics to those with a token."""

import httpx
import pytest
from fastapi import FastAPI

from runtime.ops import add_ops
from runtime.settings import Role, Settings
from runtime.tokens import fingerprint


def client(waits_for: str = "") -> httpx.AsyncClient:
    app = add_ops(FastAPI(), Settings(tokens={fingerprint("t"): Role.READER}), lambda: waits_for)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


@pytest.mark.parametrize(
    ("waits_for", "status", "says"), [("", 200, "ready"), ("the catalog is being read", 503, "the catalog is being read")]
)
async def test_ready_says_what_it_waits_for(waits_for: str, status: int, says: str) -> None:
    async with client(waits_for) as asks:
        answer = await asks.get("/readyz")
        assert (answer.status_code, answer.json()["status"]) == (status, says)
        assert (await asks.get("/healthz")).status_code == 200


async def test_metrics_need_a_token() -> None:
    async with client() as asks:
        assert (await asks.get("/metrics")).status_code == 401
        assert (await asks.get("/metrics", headers={"Authorization": "Bearer wrong"})).status_code == 401
        told = await asks.get("/metrics", headers={"Authorization": "Bearer t"})
        assert (told.status_code, "affluent_intake_records_total" in told.text) == (200, True)
