"""The catalog's API: what is known, what a document would change, and the change."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from collector.catalog_store import CatalogStore, CatalogUnavailable
from collector.doors import RETRY_AFTER_S, Clock, Detail, Refusal, body_of, require
from collector.strict_json import NotJson, read_json
from domain.catalog_documents import MODELS, BadCatalog
from domain.catalog_plan import Plan
from runtime.settings import Role, Settings

DOOR = "catalog"
MAX_BODY = 10_000_000
Act = Callable[[dict[str, Any], int], Plan]


def catalog_routes(store: CatalogStore, settings: Settings, clock: Clock) -> APIRouter:
    """GET /v1/catalog, POST /v1/catalog/plan and /v1/catalog/apply."""
    router = APIRouter()

    @router.get("/v1/catalog")
    async def known(request: Request) -> JSONResponse:
        try:
            require(request, settings, Role.READER)
        except Refusal as why:
            return why.answer(DOOR)
        return JSONResponse([entry.model_dump(mode="json") | {"ref": entry.ref} for entry in store.book])

    @router.post("/v1/catalog/plan")
    async def plan(request: Request) -> JSONResponse:
        return await _difference(request, settings, store.plan, clock)

    @router.post("/v1/catalog/apply")
    async def apply(request: Request) -> JSONResponse:
        return await _difference(request, settings, store.apply, clock)

    return router


async def _difference(request: Request, settings: Settings, act: Act, clock: Clock) -> JSONResponse:
    try:
        documents = await _documents(request, settings)
        plan = await run_in_threadpool(act, documents, clock())
    except Refusal as why:
        return why.answer(DOOR)
    except BadCatalog as why:
        return Refusal(422, "invalid", [Detail(*mistake) for mistake in why.mistakes]).answer(DOOR)
    except CatalogUnavailable as why:
        return Refusal(503, "kafka_down", str(why), {"Retry-After": RETRY_AFTER_S}).answer(DOOR)
    return JSONResponse([change._asdict() for change in plan.difference])


async def _documents(request: Request, settings: Settings) -> dict[str, Any]:
    role = require(request, settings, Role.WRITER)
    try:
        documents = read_json(await body_of(request, MAX_BODY))
    except NotJson as why:
        raise Refusal(400, "not_json", str(why)) from None
    if not isinstance(documents, dict):
        raise Refusal(422, "invalid", [Detail("body", f"must be an object with {', '.join(MODELS)}")])
    stated = [] if role is Role.SERVICE else list(_stated_receipts(documents))
    if stated:
        raise Refusal(422, "invalid", [Detail(place, "only a service token may state it") for place in stated])
    return documents


def _stated_receipts(documents: dict[str, Any]) -> list[str]:
    return [
        f"{name}.{index}.recorded_at"
        for name, listed in documents.items()
        if isinstance(listed, list)
        for index, document in enumerate(listed)
        if isinstance(document, dict) and document.get("recorded_at") is not None
    ]
