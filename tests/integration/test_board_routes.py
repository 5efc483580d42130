"""Who sees the board, what an address may ask, and what every answer is locked to."""

import asyncio
import re

import pytest
from fastapi import FastAPI
from starlette.types import Message

from dashboards.api.app import build
from dashboards.board.qr import picture
from runtime.settings import Role
from tests.integration.api_parts import SETTINGS, TOKENS, Browser, by
from tests.integration.campaign_books import the_september
from tests.integration.keeping import Shared
from warehouse.connect import Warehouse

PAGES = ("/", "/?period=7d&currency=EUR", "/orders/shop/o1", "/links", "/links/ada/qr.svg", "/links/ada/qr.png")
INSIDE = ("/_nicegui/3.18.0/static/nicegui.js", "/_nicegui_ws/socket.io/?EIO=4&transport=polling", "/favicon.ico")


@pytest.fixture
def stranger(opened: Shared) -> Browser:
    return Browser(build(opened.filled(the_september), SETTINGS, lambda *record: None, lambda: ""))


@pytest.fixture
def reader(stranger: Browser) -> Browser:
    assert stranger.get("/", params={"token": TOKENS[Role.READER]}).status_code == 303
    return stranger


@pytest.mark.parametrize("path", [*PAGES, *INSIDE, "/nothing", "/nothing/at/all"])
def test_a_stranger_sees_nothing_of_it(stranger: Browser, path: str) -> None:
    for told in ({}, {"Cookie": "affluent_token=wrong"}, by(Role.SERVICE)):
        answer = stranger.get(path, headers=told)
        assert (answer.status_code, "set-cookie" in answer.headers) == (401, False)
        assert "A token is needed" in answer.text
        assert "script" not in answer.text


def test_the_token_moves_from_the_address_into_a_cookie(stranger: Browser) -> None:
    answer = stranger.get("/orders/shop/o1", params={"token": TOKENS[Role.READER], "period": "7d"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/orders/shop/o1?period=7d")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    page = stranger.get("/")
    assert page.status_code == 200
    assert TOKENS[Role.READER] not in page.text


def test_a_wrong_token_opens_nothing(stranger: Browser) -> None:
    answer = stranger.get("/?token=wrong")
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


def test_an_address_can_not_lead_to_another_host(stranger: Browser) -> None:
    answer = stranger.get("http://affluent//stranger.example/", params={"token": TOKENS[Role.READER]})
    assert answer.headers["location"] == "/stranger.example/"


@pytest.mark.parametrize("path", PAGES)
def test_a_reader_sees_every_page(reader: Browser, path: str) -> None:
    assert reader.get(path).status_code == 200


def test_another_site_on_this_machine_can_not_use_the_cookie(reader: Browser) -> None:
    assert reader.get("/", headers={"Origin": "http://127.0.0.1:1"}).status_code == 401
    assert reader.get("/", headers={"Origin": "http://affluent"}).status_code == 200


def test_a_page_runs_its_own_scripts_and_no_others(reader: Browser) -> None:
    first, second = reader.get("/"), reader.get("/")
    [nonce] = re.findall(r"'nonce-([\w-]+)'", first.headers["content-security-policy"])
    assert set(re.findall(r"<script nonce=\"([\w-]+)\"", first.text)) == {nonce}
    assert first.text.count("<script") == first.text.count(f'<script nonce="{nonce}"')
    assert nonce not in second.text
    assert "http" not in first.headers["content-security-policy"]
    assert "'unsafe-inline'" not in re.findall("script-src[^;]*", first.headers["content-security-policy"])[0]


def test_every_answer_is_locked_down(reader: Browser) -> None:
    for path in (*PAGES, *INSIDE, "/v1/reconcile", "/healthz", "/nothing"):
        headers = reader.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"


def test_no_page_names_another_host(reader: Browser) -> None:
    for path in PAGES[:4]:
        hosts = set(re.findall(r"(?:https?:)?//([\w.-]+\.\w+)", re.sub(r"<!--.*?-->", "", reader.get(path).text)))
        assert hosts <= {"127.0.0.1", "www.w3.org"}


@pytest.mark.parametrize("asked", ["period=forever", "currency=XXQ", "model=magic", "from=2026-02-30&to=2026-03-01", "brnad=x"])
def test_a_filter_that_can_not_be_is_told_and_is_no_crash(reader: Browser, asked: str) -> None:
    answer = reader.get(f"/?{asked}")
    assert answer.status_code == 422
    assert "This filter can't be shown" in answer.text


def test_what_an_address_says_is_never_html(reader: Browser) -> None:
    for path in (
        "/?campaign=%3Cscript%3Ealert(1)%3C/script%3E",
        "/?model=%3Cscript%3Ealert(1)%3C/script%3E",
        "/orders/s/%3Cscript%3E",
    ):
        assert "<script>alert" not in reader.get(path).text
        assert "<script>" not in reader.get(path).text


def test_a_qr_code_is_a_picture_of_a_tracked_link(reader: Browser) -> None:
    svg, png = reader.get("/links/ada/qr.svg"), reader.get("/links/ada/qr.png")
    assert svg.headers["content-type"] == "image/svg+xml"
    assert svg.text.startswith("<?xml")
    assert (png.headers["content-type"], png.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert svg.text != reader.get("/links/bob/qr.svg").text
    for path in ("/links/ada/qr.gif", "/links/a%20b/qr.svg", f"/links/{'x' * 65}/qr.svg"):
        assert reader.get(path).status_code == 404


def test_links_are_shown_and_drawn_as_the_public_sees_them(warehouse: Warehouse) -> None:
    settings = SETTINGS.model_copy(update={"links_url": "https://go.example/"})
    public = Browser(build(warehouse, settings, lambda *record: None, lambda: ""))
    public.get("/", params={"token": TOKENS[Role.READER]})
    assert public.get("/links/ada/qr.svg").content == picture("https://go.example/r/ada", "svg")
    page = public.get("/links").text
    assert "https://go.example/r/" in page
    assert f"{SETTINGS.collector_url}/r/" not in page


SOCKET = {"host": "affluent", "upgrade": "websocket", "connection": "Upgrade"}


def socket_answer(app: FastAPI, **headers: str) -> list[str]:
    """What a browser that asks for the board's socket is told."""
    told: list[str] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"} if not told else {"type": "websocket.disconnect", "code": 1000}

    async def send(message: Message) -> None:
        told.append(message["type"])

    listed = [(name.lower().encode(), value.encode()) for name, value in (SOCKET | headers).items()]
    scope = {"type": "websocket", "path": "/_nicegui_ws/socket.io/", "headers": listed, "scheme": "ws", "subprotocols": []}
    scope["query_string"] = b"EIO=4&transport=websocket"
    asyncio.run(app(scope, receive, send))
    return told


def test_the_socket_is_for_readers_of_this_page_alone(warehouse: Warehouse) -> None:
    app = build(warehouse, SETTINGS, lambda *record: None, lambda: "")
    cookie = {"cookie": f"affluent_token={TOKENS[Role.READER]}"}
    assert socket_answer(app) == ["websocket.close"]
    assert socket_answer(app, cookie="affluent_token=wrong") == ["websocket.close"]
    assert socket_answer(app, origin="http://other", **cookie) == ["websocket.close"]
    assert socket_answer(app, origin="http://affluent", **cookie)[0] == "websocket.accept"
