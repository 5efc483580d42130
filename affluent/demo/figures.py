"""What the demo shows and sums up: asked of the API, by the same named queries that everybody asks."""

import time
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

import httpx
from pydantic import BaseModel

from affluent.local.endpoints import Endpoints

TIMEOUT_S = 70.0
NOT_FOUND, AMBIGUOUS = 404, 409
COUNTS = ("balanced", "deliveries", "facts", "duplicates", "dead_letters", "orders", "models")
PERCENTILES = ("p50", "p95", "p99")

Books = dict[str, Any]


class Figures(BaseModel):
    """A look at the running system. Latency in milliseconds from an event's receipt to its row, None before the first."""

    deliveries: int
    orders: int
    decided: int
    latency_ms: dict[str, int | None]


class Accounts:
    """Asks one running system; every method raises httpx.HTTPError when the API can't answer."""

    def __init__(self, endpoints: Endpoints) -> None:
        headers = {"Authorization": f"Bearer {endpoints.token}"}
        self._client = httpx.Client(base_url=endpoints.api, headers=headers, timeout=TIMEOUT_S, trust_env=False)

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def figures(self, since_ms: int) -> Figures:
        """How it stands now, with the latency of what was received since a moment."""
        counts, known = self.ask("conservation")[0], self.ask("counts")[0]
        latency = latency_ms(self.ask("latency", since=since_ms))
        return Figures(deliveries=counts["deliveries"], orders=known["orders"], decided=known["decided"], latency_ms=latency)

    def books(self, wait_s: float = 0) -> Books:
        """The reconciliation, waiting at most so long for what is in flight."""
        return dict(self._get("/v1/reconcile", {"wait": wait_s}))

    def settled_books(self, wait_s: float) -> Books:
        """The reconciliation at a moment with nothing in flight; as it is after a while, if there is none."""
        until = time.monotonic() + wait_s
        while True:
            books = self.books(max(0.0, until - time.monotonic()))
            if (books["balanced"] and books["orders"] == books["decided"]) or time.monotonic() >= until:
                return books

    def summary(self, books: Books, began_ms: int, live_ms: int) -> dict[str, Any]:
        """The run in numbers: the books, latency of the live phase, deliveries stored per second from first to last."""
        return {name: books[name] for name in COUNTS} | {
            "latency_ms": latency_ms(self.ask("latency", since=live_ms)),
            "events_per_second": per_second(self.ask("events_per_second", since=began_ms)),
        }

    def ask(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of a named query."""
        return list(self._get(f"/v1/queries/{query}", parameters))

    def explanation(self, order: str) -> dict[str, Any] | None:
        """SHOP/ORDER, or ORDER, explained; None while nothing is decided. Raises LookupError if several shops have it."""
        try:
            return dict(self._get(f"/v1/explain/{quote(order)}", {}))
        except httpx.HTTPStatusError as why:
            if why.response.status_code == AMBIGUOUS:
                raise LookupError(why.response.json()["detail"]) from None
            if why.response.status_code == NOT_FOUND:
                return None
            raise

    def _get(self, path: str, parameters: Mapping[str, Any]) -> Any:
        answer = self._client.get(path, params=dict(parameters))
        answer.raise_for_status()
        return answer.json()


def latency_ms(rows: Iterable[Mapping[str, Any]]) -> dict[str, int | None]:
    """The percentiles of the slower kind: clicks until they are facts, orders until they are decided."""
    told = list(rows)
    return {name: max((int(row[name]) for row in told), default=None) for name in PERCENTILES}


def per_second(rows: Iterable[Mapping[str, Any]]) -> float:
    """Deliveries stored per second, from the first to the last second in which there was one; 0 if there was none."""
    told = [(int(row["second"]), int(row["deliveries"])) for row in rows]
    if not told:
        return 0.0
    seconds = max(second for second, _ in told) - min(second for second, _ in told) + 1
    return round(sum(deliveries for _, deliveries in told) / seconds, 1)
