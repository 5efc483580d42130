"""Routes of the questions: explain an order, reconcile the books, ask a named query."""

import time
from typing import Annotated, Any

from clickhouse_connect.driver.exceptions import DatabaseError
from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.datastructures import QueryParams

from dashboards.api.access import needs
from dashboards.api.parameters import BadValue, parameters_of
from dashboards.explain import Ambiguous, UnknownOrder, explain
from dashboards.reconcile import reconcile
from runtime.settings import Role, Settings
from warehouse import named
from warehouse.connect import Warehouse

ASK_AGAIN_S = 0.5
NO_SUCH_PARAMETER_VALUE = (
    "BAD_QUERY_PARAMETER",
    "CANNOT_PARSE",
    "TYPE_MISMATCH",
    "ATTEMPT_TO_READ_AFTER_EOF",
    "VALUE_IS_OUT_OF_RANGE",
)


def questions(warehouse: Warehouse, settings: Settings) -> APIRouter:
    """Everything that only reads."""
    router = APIRouter(prefix="/v1", dependencies=[Depends(needs(Role.READER, settings))])

    @router.get("/explain/{order:path}")
    def explain_order(order: str, shop: str = "") -> dict[str, Any]:
        """Who earned an order and why, all versions of it. `order` may be SHOP/ORDER."""
        asked_shop, _, order_id = order.rpartition("/")
        return _explained(warehouse, order_id, shop or asked_shop, settings.max_lookback_days)

    @router.get("/reconcile")
    def reconcile_books(wait: Annotated[float, Query(ge=0, le=300)] = 0) -> dict[str, Any]:
        """Whether everything adds up, and every difference by name; `wait` seconds at most for what is in flight."""
        return _reconciled(warehouse, settings.epoch, wait)

    @router.get("/queries")
    def list_queries() -> dict[str, dict[str, str]]:
        """Every named query and the parameters it takes, name to type."""
        return {name: dict(named.load(name).parameters) for name in named.names()}

    @router.get("/queries/{name}")
    def ask(name: str, request: Request) -> list[dict[str, Any]]:
        """The rows of a named query; its parameters are this route's.

        A moment may be ISO 8601 or milliseconds. A list is a parameter said again (`brands=a&brands=b`); one left out is empty.
        """
        return _asked(warehouse, name, request.query_params)

    return router


def _explained(warehouse: Warehouse, order: str, shop: str, lookback_days: int) -> dict[str, Any]:
    try:
        return explain(warehouse, order, shop, lookback_days)
    except UnknownOrder as why:
        raise HTTPException(404, str(why)) from None
    except Ambiguous as why:
        raise HTTPException(409, str(why)) from None


def _reconciled(warehouse: Warehouse, epoch: int, wait: float) -> dict[str, Any]:
    until = time.monotonic() + wait
    while True:
        books = reconcile(warehouse, epoch)
        if books["balanced"] or time.monotonic() >= until:
            return books
        time.sleep(min(ASK_AGAIN_S, max(0.0, until - time.monotonic())))


def _asked(warehouse: Warehouse, name: str, given: QueryParams) -> list[dict[str, Any]]:
    if name not in named.names():
        raise HTTPException(404, f"there is no query {name!r}; there are {', '.join(named.names())}")
    try:
        return warehouse.select(name, **parameters_of(named.load(name), given))
    except (named.BadParameter, BadValue) as why:
        raise HTTPException(422, str(why)) from None
    except DatabaseError as why:
        if any(code in str(why) for code in NO_SUCH_PARAMETER_VALUE):
            raise HTTPException(422, f"{name}: a parameter is not of its type: {str(why)[:200]}") from None
        raise
