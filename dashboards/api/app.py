"""The API and the page as one application."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from starlette.responses import Response

from dashboards.api.front import front
from dashboards.api.letters import dead_letters
from dashboards.api.questions import questions
from dashboards.letters import Send
from runtime.ops import Ready, add_ops
from runtime.settings import Settings
from warehouse.connect import Warehouse

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def build(warehouse: Warehouse, settings: Settings, send: Send, ready: Ready) -> FastAPI:
    """Everything that people and the command line ask; reads the warehouse, writes only what was sent again."""
    app = FastAPI(title="affluent", docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(questions(warehouse, settings))
    app.include_router(dead_letters(warehouse, settings, send))
    app.include_router(front(warehouse, settings))

    @app.middleware("http")
    async def guard(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return add_ops(app, settings, ready)
