"""The shop's pages as routes: look, buy, see the order; buying twice with one cart is one order."""

import re
import secrets
import time
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Annotated

import httpx
from fastapi import FastAPI, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from affluent.demo.shop import pages
from affluent.demo.shop.goods import PRODUCTS, SHOP
from affluent.demo.shop.ledger import Ledger
from affluent.demo.shop.till import TIMEOUT_S, NotTold, request_of, tell
from runtime.ops import add_ops
from runtime.settings import Settings

STYLE = (files("affluent.demo.shop") / "shop.css").read_text()
PARAMETER, CART = "afl", "shop_cart_click"
DAY_S = 86_400
CLICK_ID = re.compile(r"[A-Za-z0-9._-]{1,200}", re.ASCII)
CART_TOKEN = Annotated[str, Form(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
POLICY = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",  # back is a new look with a new cart, not the old one
}


def build(settings: Settings, ledger: Ledger) -> FastAPI:
    """The shop before one collector; it has a webhook secret like any real one."""
    app, till = FastAPI(openapi_url=None), Till(settings, ledger)

    @app.get("/collections/new", response_class=HTMLResponse)
    @app.get("/", response_class=HTMLResponse)
    def look(request: Request) -> Response:
        return _shelf(_click_id(request.query_params.get(PARAMETER)), _click_id(request.cookies.get(CART)))

    @app.post("/orders")
    def buy(request: Request, cart: CART_TOKEN, product: Annotated[str, Form()]) -> Response:
        return till.sell(cart, product, _click_id(request.cookies.get(CART)))

    @app.get("/orders/{number}", response_class=HTMLResponse)
    def see(number: int) -> Response:
        return till.show(number)

    @app.get("/shop.css")
    def style() -> Response:
        return Response(STYLE, media_type="text/css")

    return add_ops(_guarded(app), settings, lambda: "")


def _guarded(app: FastAPI) -> FastAPI:
    @app.middleware("http")
    async def guard(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return app


class Till:
    """Tells the collector of an order, and the buyer what became of it."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self._ledger, self._collector, self._board = ledger, settings.collector_url, settings.api_url
        self._secret = settings.shopify_secrets[SHOP.id][0].get_secret_value()
        self._client = httpx.Client(trust_env=False, timeout=TIMEOUT_S)

    def sell(self, cart: str, product: str, click_id: str | None) -> Response:
        """The order's page, or one that says what went wrong and lets the same order be told again."""
        if product not in PRODUCTS:
            return HTMLResponse(pages.nothing_here(), 404)
        purchase = self._ledger.buy(cart, product, click_id, time.time_ns() // 1_000_000)
        try:
            tell(self._client, request_of(purchase, self._collector, self._secret))
        except NotTold as why:
            return HTMLResponse(pages.not_told(purchase, cart, str(why)), 502)
        self._ledger.tell(purchase)
        return RedirectResponse(f"/orders/{purchase.number}", 303)

    def show(self, number: int) -> Response:
        """An order that was told, and where to look at it."""
        purchase = self._ledger.find(number)
        if purchase is None or not purchase.is_told:
            return HTMLResponse(pages.nothing_here(), 404)
        return HTMLResponse(pages.thanks(purchase, f"{self._board}/orders/{SHOP.id}/{purchase.id}"))


def _shelf(arrived_with: str | None, kept: str | None) -> Response:
    """The goods; the click id of the address moves into the cart, where the last one wins."""
    answer = HTMLResponse(pages.shelf(PRODUCTS.values(), secrets.token_urlsafe(12), arrived_with or kept))
    if arrived_with:
        answer.set_cookie(CART, arrived_with, max_age=DAY_S, httponly=True, samesite="lax")
    return answer


def _click_id(text: str | None) -> str | None:
    return text if text and CLICK_ID.fullmatch(text) else None
