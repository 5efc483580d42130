"""What is not there is said, with its status and a way back; what is not to be seen says how to get in."""

from typing import Any

import pytest
from clickhouse_connect.driver.exceptions import OperationalError

from dashboards.api.app import build
from dashboards.api.locked import REFUSED
from runtime.settings import Role
from tests.integration.api_parts import SETTINGS, TOKENS, Browser, by
from tests.integration.books import a_sink, an_order, journal, sunk
from tests.integration.campaign_books import september
from tests.integration.keeping import Shared
from warehouse.connect import Warehouse


def the_september_and_an_order(warehouse: Warehouse) -> None:
    sunk(a_sink(warehouse), *september(), journal(0, 9, an_order("e", "told", 1_000, (1, 0, 0))))


@pytest.fixture
def warehouse(opened: Shared) -> Shared:
    return opened.filled(the_september_and_an_order)


@pytest.fixture
def stranger(warehouse: Shared) -> Browser:
    return Browser(build(warehouse, SETTINGS, lambda *record: None, lambda: ""))


@pytest.fixture
def reader(stranger: Browser) -> Browser:
    assert stranger.get("/", params={"token": TOKENS[Role.READER]}).status_code == 303
    return stranger


@pytest.mark.parametrize("path", ["/nothing", "/nothing/at/all", "/orders/shop", "/links/ada", "/%3Cscript%3E"])
def test_a_page_that_is_not_there_says_so_and_leads_back(reader: Browser, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text
    assert "Go to the overview" in answer.text
    assert "<script>" not in answer.text


def test_an_order_that_nobody_told_of_is_not_found_and_one_that_waits_for_its_decision_is(reader: Browser) -> None:
    found = {order: reader.get(f"/orders/shop/{order}").status_code for order in ("o1", "told", "never", "a/b")}
    assert found == {"o1": 200, "told": 200, "never": 404, "a/b": 404}
    assert reader.get("/orders/kyoto/o1").status_code == 404


def test_no_order_is_said_to_be_missing_while_the_warehouse_does_not_answer(
    reader: Browser, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str, **parameters: Any) -> list[dict[str, Any]]:
        raise OperationalError("connection refused")

    monkeypatch.setattr(warehouse, "select", broken)
    assert reader.get("/orders/shop/never").status_code == 200


@pytest.mark.parametrize("path", ["/v1/nothing", "/v1/nothing/at/all"])
def test_what_the_api_does_not_have_is_no_page_of_the_board(stranger: Browser, path: str) -> None:
    for answer in (stranger.get(path), stranger.post(path), stranger.get(path, headers=by(Role.SERVICE))):
        assert (answer.status_code, answer.json()) == (404, {"detail": f"there is no {path}"})


def test_a_stranger_is_told_whether_a_token_came_and_opens_nothing(stranger: Browser) -> None:
    without = stranger.get("/")
    kept = stranger.get("/", headers={"Cookie": "affluent_token=of-yesterday"})
    given = stranger.get("/?token=wrong")
    assert [answer.status_code for answer in (without, kept, given)] == [401, 401, 401]
    assert [REFUSED in answer.text for answer in (without, kept, given)] == [False, True, True]
    assert "affluent up" in without.text


def test_the_page_of_a_stranger_may_load_its_own_style_and_nothing_else(stranger: Browser) -> None:
    policy = stranger.get("/").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
