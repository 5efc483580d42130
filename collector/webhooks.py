"""POST /webhooks/shopify/{shop}: signed by the shop, read, and on disk before the 200.

A signed body that can't be read (not JSON, a wrong field) goes to the sales topic as it came, where intake dead-letters it
with its bytes: no shop would ever send it better. The answer is 200 and names the field.
"""

import hashlib
import logging
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from collector.click_ids import Signer
from collector.doors import Clock, Detail, Refusal, body_of, full
from collector.payload import BadField
from collector.records import label_of, received, record_of
from collector.shopify import TOPICS, Reader, is_signed, sales_of
from collector.spool import Record, Spool, SpoolFull
from collector.strict_json import NotJson, read_json
from events.catalog import Link
from events.catalog_book import CatalogBook
from events.moments import from_ms
from events.sale import OrderEvent, RefundEvent
from events.topics import SALES
from runtime.metrics import ACCEPTED
from runtime.settings import Settings

log = logging.getLogger(__name__)
DOOR = "shopify"
MAX_BODY = 1_000_000  # with its key it still fits into one Kafka record of the default size


class Knowledge(NamedTuple):
    """What the doors know: the secrets and the catalog."""

    signer: Signer
    customer_secret: bytes
    book: CatalogBook


def webhook_routes(spool: Spool, settings: Settings, knowledge: Knowledge, clock: Clock) -> APIRouter:
    """The webhook of each shop that has a secret."""
    router, desk = APIRouter(), Desk(spool, knowledge, clock)

    @router.post("/webhooks/shopify/{shop}")
    async def shopify(shop: str, request: Request) -> JSONResponse:
        try:
            body = await body_of(request, MAX_BODY)
            _check_signature(settings, shop, body, request)
            topic = request.headers.get("x-shopify-topic", "")
            if topic not in TOPICS:
                return JSONResponse({"ignored": topic})
            return JSONResponse(await run_in_threadpool(desk.take, topic, shop, body))
        except Refusal as why:
            return why.answer(DOOR)

    return router


class Desk:
    """Where a signed webhook is read and kept; its answer is what the shop is told."""

    def __init__(self, spool: Spool, knowledge: Knowledge, clock: Clock) -> None:
        self._spool, self._knowledge, self._clock = spool, knowledge, clock

    def take(self, topic: str, shop: str, body: bytes) -> dict[str, object]:
        """Keep what it tells, on disk; raises Refusal only if there is no room."""
        try:
            events = self._read(topic, shop, body)
        except NotJson as why:
            return self._unreadable(topic, shop, body, Detail("", str(why)))
        except BadField as why:
            return self._unreadable(topic, shop, body, Detail(why.field, why.message))
        _keep(self._spool, [record_of(event) for event in events])
        for event in events:
            ACCEPTED.labels(label_of(event)).inc()
        return {"accepted": len(events)}

    def _read(self, topic: str, shop: str, body: bytes) -> list[OrderEvent | RefundEvent]:
        knows, now = self._knowledge, from_ms(self._clock())
        reader = Reader(knows.signer, knows.customer_secret, click_parameters(knows.book))
        return [received(event, now) for event in sales_of(topic, shop, read_json(body), reader)]

    def _unreadable(self, topic: str, shop: str, body: bytes, why: Detail) -> dict[str, object]:
        """Kept as it came, to be dead-lettered with its bytes. A shop that is told 4xx too often stops telling: so 200."""
        log.error("a signed %s of %s goes to the dead letters: %s %s", topic, shop, why.field, why.message)
        _keep(self._spool, [_as_it_came(shop, body)])
        return {"accepted": 0, "dead_letters": 1, "detail": [{"field": why.field, "message": why.message}]}


def click_parameters(book: CatalogBook) -> frozenset[str]:
    """Every parameter under which a click id may come back."""
    return frozenset(entry.click_parameter for entry in book if isinstance(entry, Link))


def _check_signature(settings: Settings, shop: str, body: bytes, request: Request) -> None:
    secrets = [secret.get_secret_value().encode() for secret in settings.shopify_secrets.get(shop, ())]
    signature = request.headers.get("x-shopify-hmac-sha256", "").encode("latin-1")
    if not is_signed(body, signature, secrets):
        raise Refusal(401, "signature", "the signature is not this shop's")


def _keep(spool: Spool, records: list[Record]) -> None:
    try:
        spool.append(records)
    except (SpoolFull, OSError):
        raise full() from None


def _as_it_came(shop: str, body: bytes) -> Record:
    return Record(SALES.name, f"{shop}/{hashlib.sha256(body).hexdigest()[:16]}".encode(), body)
