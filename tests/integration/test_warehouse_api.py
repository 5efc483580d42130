"""The API over a real warehouse, in process."""

import json
from typing import Any

import pytest

from dashboards.api.app import build
from runtime.settings import Role
from tests.integration.api_parts import SETTINGS, TOKENS, Browser, by
from tests.integration.books import a_dead_letter, a_decision, a_sink, attributed, sunk, the_shop_day
from tests.integration.keeping import Shared
from warehouse.connect import Warehouse

ROUTES = ("/v1/explain/o1", "/v1/reconcile", "/v1/queries", "/v1/queries/totals", "/v1/dead-letters", "/metrics")


Sent = list[tuple[str, int | None, bytes | None, bytes]]


@pytest.fixture
def sent() -> Sent:
    return []


@pytest.fixture
def warehouse(opened: Shared) -> Shared:
    return opened.filled(the_shop_day)


@pytest.fixture
def api(warehouse: Shared, sent: Sent) -> Browser:
    app = build(warehouse, SETTINGS, lambda *record: sent.append(record), lambda: "")
    return Browser(app)


@pytest.mark.parametrize("route", ROUTES)
def test_a_stranger_is_refused(api: Browser, route: str) -> None:
    assert api.get(route).status_code == 401
    assert api.get(route, headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert api.get(route, headers={"Cookie": f"affluent_token={TOKENS[Role.SERVICE]}"}).status_code == 401


@pytest.mark.parametrize("route", ROUTES)
def test_a_reader_may_read(api: Browser, route: str) -> None:
    assert api.get(route, headers=by(Role.READER)).status_code == 200


def test_a_reader_may_not_send_letters_again(api: Browser, sent: Sent) -> None:
    assert api.post("/v1/dead-letters/replay", json={"all": True}, headers=by(Role.READER)).status_code == 403
    assert sent == []


def test_every_route_but_health_asks_for_a_token(api: Browser) -> None:
    open_to_all = {route for route in ("/healthz", "/readyz") if api.get(route).status_code == 200}
    assert open_to_all == {"/healthz", "/readyz"}
    for route in ("/", "/openapi.json", "/docs", "/nothing"):
        assert api.get(route).status_code == 401


def test_an_order_is_explained_with_or_without_its_shop(api: Browser) -> None:
    for path in ("/v1/explain/o1", "/v1/explain/shop/o1", "/v1/explain/o1?shop=shop"):
        answer = api.get(path, headers=by(Role.READER)).json()
        assert (answer["order"], answer["winners"][0]["creator"], len(answer["versions"]), len(answer["late"])) == (
            "o1",
            "ann",
            1,
            1,
        )
    assert json.dumps(answer)


def test_an_order_nobody_knows_is_unknown(api: Browser) -> None:
    answer = api.get("/v1/explain/o9", headers=by(Role.READER))
    assert (answer.status_code, answer.json()["detail"]) == (404, "order o9 is unknown")
    assert api.get("/v1/explain/other/o1", headers=by(Role.READER)).status_code == 404


def test_an_order_of_two_shops_names_them(api: Browser, warehouse: Warehouse) -> None:
    sunk(a_sink(warehouse), attributed(0, 5, a_decision("o1", 1, ("x",), shop="other")))
    answer = api.get("/v1/explain/o1", headers=by(Role.READER))
    assert (answer.status_code, answer.json()["detail"]) == (409, "several shops have an order o1: say other/o1 or shop/o1")
    assert api.get("/v1/explain/other/o1", headers=by(Role.READER)).json()["net"] == 1


def test_all_versions_are_told_with_what_changed(api: Browser, warehouse: Warehouse) -> None:
    sunk(a_sink(warehouse), attributed(0, 5, a_decision("o1", 5_000, ("e1", "r1"), version=9, gross=9_881, refunded=4_881)))
    answer = api.get("/v1/explain/o1", headers=by(Role.READER)).json()
    assert [version["net"] for version in answer["versions"]] == [9_881, 5_000]
    assert {"what": "net", "before": 9_881, "after": 5_000} in answer["versions"][1]["changes"]


def test_the_books_balance_over_http(api: Browser) -> None:
    books = api.get("/v1/reconcile?wait=1", headers=by(Role.READER)).json()
    assert (books["balanced"], books["deliveries"], books["differences"]) == (True, 8, [])
    assert api.get("/v1/reconcile?wait=-1", headers=by(Role.READER)).status_code == 422


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("nothing", 404, "there is no query 'nothing'"),
        ("sink%2Fingested?epoch=1", 404, ""),
        ("latency", 422, "parameter since"),
        ("latency?since=yesterday", 422, "no moment"),
        ("latency?since=2026-01-01T00:00:00", 422, "offset"),
        ("totals?drop=table", 422, "no parameter drop"),
        ("latest_decisions?limit=all", 422, "not of its type"),
    ],
)
def test_a_question_that_can_not_be_asked_says_why(api: Browser, path: str, status: int, words: str) -> None:
    answer = api.get(f"/v1/queries/{path}", headers=by(Role.READER))
    assert answer.status_code == status
    assert words in answer.text


def test_a_named_query_takes_its_parameters(api: Browser) -> None:
    for since in ("0", "2020-01-01T00:00:00%2B01:00"):
        rows = api.get(f"/v1/queries/latency?since={since}", headers=by(Role.READER)).json()
        assert {row["kind"]: row["rows"] for row in rows} == {"click": 1, "decision": 2}
    hostile = api.get("/v1/queries/order_versions", params={"order": "' OR 1=1 --", "shop": ""}, headers=by(Role.READER))
    assert hostile.json() == []


def test_a_list_is_said_by_repeating_its_parameter(api: Browser) -> None:
    def net(**lists: Any) -> int:
        asked = {"since": 0, "until": "2027-01-01T00:00:00Z", "currency": "EUR", "model": "linear", **lists}
        return int(api.get("/v1/queries/overview", params=asked, headers=by(Role.READER)).json()[0]["net"])

    ann, bob = net(creators="ann"), net(creators=["bob"])
    assert (ann > 0, bob > 0, net(creators=["ann", "bob"])) == (True, True, ann + bob)
    assert net() == net(creators=[], campaigns="camp") == ann + bob
    assert net(creators=["it's", "nobody\\"]) == 0


def test_a_letter_is_sent_again_once(api: Browser, sent: Sent) -> None:
    [letter] = api.get("/v1/dead-letters", headers=by(Role.READER)).json()

    def replay(**body: Any) -> Any:
        return api.post("/v1/dead-letters/replay", json=body, headers=by(Role.WRITER)).json()

    assert replay(all=True) == [{"letter": letter["letter"], "outcome": "sent again"}]
    assert sent == [("affluent.clicks.v1", None, None, b"rubbish")]
    assert replay(letters=[letter["letter"]])[0]["outcome"] == "was sent again before"
    assert len(sent) == 1
    assert replay(letters=[letter["letter"]], force=True)[0]["outcome"] == "sent again"
    assert replay(letters=["unknown"])[0]["outcome"] == "unknown"
    [letter] = api.get("/v1/dead-letters", headers=by(Role.READER)).json()
    assert letter["replays"] == 2
    assert letter["replayed_at"]


def test_a_journal_record_is_sent_again_to_its_partition(api: Browser, warehouse: Warehouse, sent: Sent) -> None:
    sunk(a_sink(warehouse), a_dead_letter(1, 3, ("affluent.journal.v1", 1, 7), b"bundle"))
    api.post("/v1/dead-letters/replay", json={"all": True}, headers=by(Role.WRITER))
    assert ("affluent.journal.v1", 1, None, b"bundle") in sent


@pytest.mark.parametrize("body", [{}, {"all": True, "letters": ["x"]}, {"every": True}])
def test_an_order_to_replay_says_which(api: Browser, body: dict[str, object]) -> None:
    assert api.post("/v1/dead-letters/replay", json=body, headers=by(Role.WRITER)).status_code == 422
