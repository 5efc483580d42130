"""Opens the board in an application: its views, its one connection to the questions, NiceGUI underneath."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from nicegui import ui

from dashboards.api.access import COOKIE
from dashboards.board import overview
from dashboards.board.catalog_door import CatalogDoor
from dashboards.board.explained import Order
from dashboards.board.filters import BadFilter, read_filter
from dashboards.board.links_view import LinksView
from dashboards.board.live import Live
from dashboards.board.missing import NOT_FOUND, missing
from dashboards.board.order_view import OrderView
from dashboards.board.qr import qr_routes
from dashboards.board.questions import Questions
from runtime.settings import Settings
from warehouse.connect import Warehouse

RECONNECT_S = 30.0
ui.echart  # noqa: B018 - known before the first page: what is imported later is not in its import map
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#175ea8"/>'
    '<path d="M8 6v9c0 6 8 5 8 11M24 6v9c0 6-8 5-8 11" fill="none" stroke="#fff" stroke-width="3.4"/></svg>'
)


@cache
def _nicegui() -> FastAPI:
    """NiceGUI is one for a process; it serves what the newest board put into it."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    ui.run_with(
        app, title="affluent", favicon=ICON, dark=None, language="en-US", tailwind=False, binding_refresh_interval=None,
        reconnect_timeout=RECONNECT_S, gzip_middleware_factory=None, show_welcome_message=False,
    )  # fmt: skip
    return app


def open_board(app: FastAPI, warehouse: Warehouse, settings: Settings) -> FastAPI:
    """Give an application its views; nothing is asked of the warehouse before somebody looks."""
    live = Live(Questions(warehouse, settings.epoch, settings.max_lookback_days))
    host = _nicegui()
    app.include_router(qr_routes(settings.links_at))
    _add_views(live)
    _add_links(settings)
    _add_missing()
    app.mount("/", host)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with host.router.lifespan_context(host):
            yield
            live.close()

    app.router.lifespan_context = lifespan
    return app


def _add_views(live: Live) -> None:
    @ui.page("/")
    def look(request: Request) -> None:
        try:
            chosen = read_filter(request.query_params.multi_items())
        except BadFilter as why:
            overview.refused(why)
        else:
            overview.Overview(live, chosen)

    async def is_known(shop: str, order: str) -> bool:
        return await live.knows(Order(shop, order))

    @ui.page("/orders/{shop}/{order:path}")
    def explain(shop: str, order: str, known: Annotated[bool, Depends(is_known)]) -> None:
        OrderView(live, Order(shop, order))
        if not known:
            ui.context.client.status_code = NOT_FOUND


def _add_links(settings: Settings) -> None:
    door = CatalogDoor(settings.collector_url)

    @ui.page("/links")
    def links(request: Request) -> None:
        LinksView(door, settings.links_at, request.cookies.get(COOKIE, ""))


def _add_missing() -> None:
    """Last, because it takes whatever no other view does."""

    @ui.page("/{path:path}")
    def nothing(path: str) -> None:
        missing(path)
