"""POST /v1/events, /v1/engagements, /v1/costs: batches of anybody's events, all or nothing, on disk before the answer."""

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from collector.doors import Clock, Refusal, body_of, full, require
from collector.imports import BadBatch, Door, Read, read_batch, read_cost, read_engagement, read_event
from collector.records import AnyEvent, label_of, record_of
from collector.spool import Spool, SpoolFull
from collector.strict_json import NotJson, read_json
from collector.webhooks import Knowledge
from events.moments import from_ms
from runtime.metrics import ACCEPTED
from runtime.settings import Role, Settings

MAX_BODY = 10_000_000
DOORS: dict[str, Read] = {"events": read_event, "engagements": read_engagement, "costs": read_cost}


def import_routes(spool: Spool, settings: Settings, knowledge: Knowledge, clock: Clock) -> APIRouter:
    """One route for each kind of import."""
    router = APIRouter()
    for name, read in DOORS.items():
        router.add_api_route(f"/v1/{name}", _Import(name, read, spool, settings, knowledge, clock), methods=["POST"], name=name)
    return router


class _Import:
    def __init__(self, name: str, read: Read, spool: Spool, settings: Settings, knowledge: Knowledge, clock: Clock) -> None:
        self._name, self._read, self._spool, self._settings = name, read, spool, settings
        self._knowledge, self._clock = knowledge, clock

    async def __call__(self, request: Request) -> JSONResponse:
        """Accept a batch."""
        try:
            role = require(request, self._settings, Role.WRITER)
            body = await body_of(request, MAX_BODY)
            events = await run_in_threadpool(self._take, body, role)
        except Refusal as why:
            return why.answer(self._name)
        for event in events:
            ACCEPTED.labels(label_of(event)).inc()
        return JSONResponse({"accepted": len(events), "event_ids": [event.event_id for event in events]})

    def _take(self, body: bytes, role: Role) -> list[AnyEvent]:
        door = Door(
            now=from_ms(self._clock()),
            may_state_receipt=role is Role.SERVICE,
            signer=self._knowledge.signer,
            customer_secret=self._knowledge.customer_secret,
            book=self._knowledge.book,
        )
        try:
            events = read_batch(read_json(body), self._read, door)
            self._spool.append([record_of(event) for event in events])
        except NotJson as why:
            raise Refusal(400, "not_json", str(why)) from None
        except BadBatch as why:
            raise Refusal(422, "invalid", why.details) from None
        except (SpoolFull, OSError):
            raise full() from None
        return events
