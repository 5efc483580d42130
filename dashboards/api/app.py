"""The API and the board as one application."""

from fastapi import APIRouter, FastAPI, HTTPException
from starlette.middleware.gzip import GZipMiddleware

from dashboards.api.front import Door
from dashboards.api.letters import dead_letters
from dashboards.api.questions import questions
from dashboards.board.opening import open_board
from dashboards.letters import Send
from runtime.ops import Ready, add_ops
from runtime.settings import Settings
from warehouse.connect import Warehouse


def build(warehouse: Warehouse, settings: Settings, send: Send, ready: Ready, *more: APIRouter) -> FastAPI:
    """Everything that people and the command line ask; reads the warehouse, writes only what was sent again.

    `more`: what the roof answers itself, because it takes several stages.
    """
    app = FastAPI(title="affluent", docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(questions(warehouse, settings))
    app.include_router(dead_letters(warehouse, settings, send))
    for router in more:
        app.include_router(router)
    add_ops(app, settings, ready)
    app.include_router(nothing_else())
    app.add_middleware(Door, settings=settings)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    return open_board(app, warehouse, settings)


def nothing_else() -> APIRouter:
    """Everything below /v1 that is no route: an answer of the API, never a page of the board."""
    router = APIRouter()

    @router.api_route("/v1/{path:path}", methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
    def nothing(path: str) -> None:
        raise HTTPException(404, f"there is no /v1/{path}")

    return router
