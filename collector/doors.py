"""What every door checks before it reads: who is calling, how much they send, and how a refusal is said."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from fastapi import Request
from fastapi.responses import JSONResponse

from runtime.metrics import REFUSED
from runtime.settings import Role, Settings
from runtime.tokens import bearer, may, role_of

Clock = Callable[[], int]
"""Now, in milliseconds since 1970: read at the doors only."""

BODY_S = 15.0
RETRY_AFTER_S = "5"
MAX_DETAILS = 100


def system_clock() -> int:
    """This machine's clock."""
    return time.time_ns() // 1_000_000


class Detail(NamedTuple):
    """What is wrong with a request; `item` is the place in a batch, if it is one."""

    field: str
    message: str
    item: int | None = None


class Refusal(Exception):
    """A request that is refused, with the answer it gets."""

    def __init__(self, status: int, reason: str, details: Sequence[Detail] | str, headers: dict[str, str] | None = None) -> None:
        super().__init__(reason)
        self.status, self.reason, self.details, self.headers = status, reason, details, headers

    def answer(self, door: str) -> JSONResponse:
        """The response; counts the refusal."""
        REFUSED.labels(door, self.reason).inc()
        return JSONResponse({"detail": self._said()}, status_code=self.status, headers=self.headers)

    def _said(self) -> Any:
        if isinstance(self.details, str):
            return self.details
        return [
            ({} if detail.item is None else {"index": detail.item}) | {"field": detail.field, "message": detail.message}
            for detail in self.details[:MAX_DETAILS]
        ]


def full() -> Refusal:
    """The spool is full or its disk is: come back later."""
    return Refusal(503, "spool_full", "events wait for Kafka and there is no room for more", {"Retry-After": RETRY_AFTER_S})


def require(request: Request, settings: Settings, needed: Role) -> Role:
    """The caller's role; raises Refusal 401 for a stranger, 403 for too small a role."""
    role = role_of(bearer(request.headers.get("authorization")), settings)
    if role is None:
        raise Refusal(401, "unauthorized", "a bearer token is needed", {"WWW-Authenticate": "Bearer"})
    if not may(role, needed):
        raise Refusal(403, "forbidden", f"the token's role is {role}, {needed} is needed")
    return role


async def body_of(request: Request, most: int) -> bytes:
    """The raw body; raises Refusal when it is longer, compressed or too slow. A false Content-Length changes nothing."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refusal(415, "encoded", "send the body as it is, without a content encoding")
    declared = request.headers.get("content-length", "0")
    if not declared.isdigit() or int(declared) > most:
        raise Refusal(413, "too_large", f"at most {most} bytes")
    try:
        async with asyncio.timeout(BODY_S):
            return await _read(request, most)
    except TimeoutError:
        raise Refusal(408, "too_slow", f"the body took longer than {BODY_S:.0f} s") from None


async def _read(request: Request, most: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise Refusal(413, "too_large", f"at most {most} bytes")
    return bytes(body)
