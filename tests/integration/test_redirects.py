"""A tracked link by HTTP: where it leads, what it sets, and the click that is kept."""

from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from collector.spool import Record
from domain.catalog_plan import plan_catalog
from domain.catalog_rules import Limits
from events.click import Click
from events.moments import DAY_MS, from_ms
from events.topics import CLICKS
from tests.integration.collector_parts import BOT, BROWSER, CATALOG, DESTINATION, NOW, SIGNER, House, counted, served


@pytest.fixture(params=["by ASGI", "by the server's protocol"])
async def http(house: House, request: pytest.FixtureRequest) -> AsyncIterator[httpx.AsyncClient]:
    """Both ways to an answer: everything here holds for each."""
    with ExitStack() as stack:
        way = httpx.ASGITransport(house.app) if request.param == "by ASGI" else httpx.AsyncHTTPTransport()
        address = "links.example" if request.param == "by ASGI" else f"127.0.0.1:{stack.enter_context(served(house))}"
        async with httpx.AsyncClient(transport=way, base_url=f"http://{address}") as client:
            yield client


async def test_a_click_goes_to_the_stored_destination_with_a_signed_click_id(house: House, http: httpx.AsyncClient) -> None:
    answer = await http.get("/r/lena?url=https://evil.example", headers=BROWSER | {"referer": "https://l.instagram.com/x?u=1"})
    address = urlsplit(answer.headers["location"])
    assert answer.status_code == 302
    assert (address.scheme, address.netloc, address.path, address.fragment) == ("https", "shop.example", "/serum", "reviews")
    query = parse_qs(address.query)
    click_id = SIGNER.read_click_id(query["afl"][0])
    click = house.click()
    assert query["size"] == ["2"]
    assert click_id == (click.visitor_id, click.event_id)
    assert click.event_at == click.received_at == from_ms(NOW)
    assert (click.link, click.link_version) == ("link", f"link@{NOW - DAY_MS}")
    assert (click.flags, click.referrer_host) == ((), "l.instagram.com")
    assert answer.headers["cache-control"] == "no-store"


async def test_the_visitor_cookie_is_first_party_and_not_renewed(house: House, http: httpx.AsyncClient) -> None:
    first = await http.get("/r/lena", headers=BROWSER)
    cookie = first.headers["set-cookie"]
    assert cookie.startswith("afl_visitor=")
    for part in ("HttpOnly", "SameSite=Lax", "Path=/", f"Max-Age={390 * 86400}"):
        assert part in cookie
    assert "Secure" not in cookie
    again = await http.get("/r/lena", headers=BROWSER)
    assert "set-cookie" not in again.headers
    visitors = {Click.model_validate_json(record.value).visitor_id for record in house.kept(house.spools.clicks)}
    assert len(visitors) == 1


async def test_the_cookie_is_secure_where_the_settings_say_so(tmp_path: Path) -> None:
    house = House(tmp_path, cookie_secure=True, cookie_days=30)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(house.app), base_url="https://links.example") as http:
        cookie = (await http.get("/r/lena", headers=BROWSER)).headers["set-cookie"]
    assert cookie.endswith(f"Max-Age={30 * 86400}; HttpOnly; SameSite=Lax; Secure")


@pytest.mark.parametrize("forged", ["x", "v" * 16, f"{'v' * 16}.{'s' * 16}", "\u00e9"])
async def test_a_forged_cookie_is_replaced(house: House, http: httpx.AsyncClient, forged: str) -> None:
    headers = [(b"user-agent", BROWSER["user-agent"].encode()), (b"cookie", f"a=b; afl_visitor={forged}".encode("latin-1"))]
    answer = await http.get("/r/lena", headers=headers)
    assert "set-cookie" in answer.headers
    assert house.click().visitor_id not in (None, forged, "v" * 16)


@pytest.mark.parametrize(
    ("method", "headers", "flag"),
    [
        pytest.param("GET", BOT, "bot", id="bot"),
        pytest.param("GET", {"user-agent": ""}, "no_user_agent", id="no user agent"),
        pytest.param("GET", BROWSER | {"sec-purpose": "prefetch;prerender"}, "prefetch", id="prefetch"),
        pytest.param("GET", BROWSER | {"sec-fetch-dest": "image"}, "not_a_visit", id="cookie stuffing"),
        pytest.param("HEAD", BROWSER, "not_a_visit", id="HEAD"),
    ],
)
async def test_what_is_not_a_visit_is_sent_on_and_kept_without_cookie_and_click_id(
    house: House, http: httpx.AsyncClient, method: str, headers: dict[str, str], flag: str
) -> None:
    answer = await http.request(method, "/r/lena", headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (302, DESTINATION)
    assert "set-cookie" not in answer.headers
    click = house.click()
    assert ([str(each) for each in click.flags], click.visitor_id) == ([flag], None)


async def test_the_link_version_in_force_now_is_followed(house: House, http: httpx.AsyncClient) -> None:
    moved = CATALOG["links"][0] | {"destination": "https://shop.example/new"}
    for version in plan_catalog(house.store.book, {"links": [moved]}, from_ms(NOW + 1000), Limits(90, 30)).versions:
        house.store.book.add(version)
    before = await http.get("/r/lena", headers=BOT)
    house.now += 1000
    after = await http.get("/r/lena", headers=BOT)
    assert (before.headers["location"], after.headers["location"]) == (DESTINATION, "https://shop.example/new")


@pytest.mark.parametrize("path", ["/r/nobody", "/r/", "/r/lena/more", "/r/%0d%0aSet-Cookie:a=b", "/r/\u010d\u010a"])
async def test_an_unknown_slug_is_not_found(house: House, http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(path, headers=BROWSER)
    assert answer.status_code == 404
    assert house.kept(house.spools.clicks) == []


async def test_a_link_takes_only_get_and_head(http: httpx.AsyncClient) -> None:
    assert (await http.post("/r/lena", headers=BROWSER)).status_code == 405


async def test_a_full_click_log_loses_the_click_and_not_the_visitor(tmp_path: Path) -> None:
    house = House(tmp_path, spool_max_bytes=1 << 20)
    for _ in range(4):
        house.spools.clicks.append([Record(CLICKS.name, b"", b"x" * 260_000)])
    lost = counted("affluent_clicks_lost_total")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(house.app), base_url="http://links.example") as http:
        answers = [await http.get("/r/lena", headers=BROWSER) for _ in range(60)]
    assert {answer.status_code for answer in answers} == {302}
    assert counted("affluent_clicks_lost_total") > lost
