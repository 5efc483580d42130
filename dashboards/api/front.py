"""The page, its style sheet, and the cookie that opens it."""

from datetime import UTC, datetime
from importlib.resources import files

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from dashboards.api.access import COOKIE, may_look
from dashboards.page import locked, page
from dashboards.shown import shown
from runtime.settings import Settings
from warehouse.connect import Warehouse

STYLE = (files("dashboards") / "static" / "page.css").read_text()
DAY_S = 86_400


def front(warehouse: Warehouse, settings: Settings) -> APIRouter:
    """`/?token=…` is asked once: the token moves into a cookie that scripts can't read, and out of the address."""
    router = APIRouter()

    @router.get("/", response_class=HTMLResponse)
    def look(request: Request, token: str = "") -> Response:
        if token:
            return _let_in(token, settings)
        if not may_look(request.cookies.get(COOKIE, ""), settings):
            return HTMLResponse(locked(), status_code=401)
        return HTMLResponse(page(shown(warehouse, datetime.now(UTC))))

    @router.get("/page.css")
    def style() -> Response:
        return Response(STYLE, media_type="text/css")

    return router


def _let_in(token: str, settings: Settings) -> Response:
    if not may_look(token, settings):
        return HTMLResponse(locked(), status_code=401)
    answer = RedirectResponse("/", status_code=303)
    answer.set_cookie(COOKIE, token, max_age=DAY_S, httponly=True, secure=settings.cookie_secure, samesite="lax", path="/")
    return answer
