"""POST /webhooks/shopify/{shop}: signed by the shop, read, and on disk before the 200.

A signed body that is not JSON goes to the sales topic as it came, where intake dead-letters it with its bytes: no shop
would ever send it better. One with a wrong field is kept the same way and answered 422 with the field's name.
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
    router = APIRouter()

    @router.post("/webhooks/shopify/{shop}")
    async def shopify(shop: str, request: Request) -> JSONResponse:
        try:
            body = await body_of(request, MAX_BODY)
            _check_signature(settings, shop, body, request)
            topic = request.headers.get("x-shopify-topic", "")
            if topic not in TOPICS:
                return JSONResponse({"ignored": topic})
            return JSONResponse(await run_in_threadpool(_take, topic, shop, body))
        except Refusal as why:
            return why.answer(DOOR)

    def _take(topic: str, shop: str, body: bytes) -> dict[str, int]:
        reader = Reader(knowledge.signer, knowledge.customer_secret, click_parameters(knowledge.book))
        now = from_ms(clock())
        try:
            events = [received(event, now) for event in sales_of(topic, shop, read_json(body), reader)]
        except NotJson as why:
            log.error("a signed %s of %s is not JSON and goes to the dead letters: %s", topic, shop, why)
            _keep(spool, [_as_it_came(shop, body)])
            return {"accepted": 0, "dead_letters": 1}
        except BadField as why:
            log.error("a signed %s of %s goes to the dead letters: %s", topic, shop, why)
            _keep(spool, [_as_it_came(shop, body)])
            raise Refusal(422, "invalid", [Detail(why.field, why.message)]) from None
        _keep(spool, [record_of(event) for event in events])
        for event in events:
            ACCEPTED.labels(label_of(event)).inc()
        return {"accepted": len(events)}

    return router


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
