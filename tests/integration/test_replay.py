"""A replay says what other terms would change, and that the same terms change nothing."""

import json
from typing import Any

import pytest

from affluent.commands.replay import as_csv, as_json
from affluent.replay.desk import Desk
from affluent.replay.facts import Period
from affluent.replay.replay import Question, decided_again
from affluent.replay.routes import replay_routes
from dashboards.api.app import build
from events.decision import Model, decode_decision
from events.moments import DAY_MS
from runtime.settings import Role
from tests.integration.api_parts import SETTINGS, Browser, by
from tests.integration.replay_parts import MONTH, asked, streamed
from tests.verify.line import HORIZONS
from tests.verify.month import START, Month
from warehouse.connect import Warehouse

DOUBLED = {"commission_rate": "0.16"}


@pytest.fixture
def month(warehouse: Warehouse) -> Month:
    return streamed(warehouse)


def everyone(month: Month, **changed: Any) -> dict[str, Any]:
    return {"collaborations": [{"id": id, **changed} for id in month.book.ids("collaboration")]}


def test_the_same_terms_change_nothing_and_every_order_is_seen(month: Month, warehouse: Warehouse) -> None:
    answer = asked(warehouse, {})
    assert answer["orders"] == warehouse.rows("SELECT uniq(shop, order_id) AS n FROM orders")[0]["n"] > 100
    assert (answer["decided_otherwise"], answer["changes"]) == (0, [])
    assert all(row["revenue_change"] == row["commission_change"] == 0 for row in answer["creators"])


def test_the_same_question_gives_the_same_bytes(month: Month, warehouse: Warehouse) -> None:
    policy = everyone(month, lookback_s=86_400)
    first, again = asked(warehouse, policy), asked(warehouse, json.loads(json.dumps(policy)))
    assert as_json(first) == as_json(again)
    assert as_csv(first) == as_csv(again)
    assert first["payable_changed"] > 5
    assert asked(warehouse, everyone(month, lookback_s=2 * 86_400))["decisions"] != first["decisions"]


def test_another_rate_changes_commission_alone(month: Month, warehouse: Warehouse) -> None:
    answer = asked(warehouse, everyone(month, **DOUBLED))
    assert all(row["revenue_change"] == 0 for row in answer["creators"])
    for order in answer["changes"]:
        for account in order["accounts"]:
            assert abs(account["commission_after"] - 2 * account["commission_before"]) <= 1
    assert sum(row["commission_change"] for row in answer["creators"] if row["currency"] == "EUR") > 0


def test_a_shop_s_policy_decides_who_goes_first(month: Month, warehouse: Warehouse) -> None:
    shops = [row["shop"] for row in warehouse.rows("SELECT DISTINCT shop FROM orders")]
    answers = [
        asked(warehouse, {"policies": [{"shop": shop, "precedence": first} for shop in shops]})
        for first in ("code_first", "click_first")
    ]
    assert answers[0]["decisions"] != answers[1]["decisions"]
    assert all(answer["payable_changed"] for answer in answers)


def test_other_weights_decide_otherwise_and_pay_the_same(month: Month, warehouse: Warehouse) -> None:
    shops = [row["shop"] for row in warehouse.rows("SELECT DISTINCT shop FROM orders")]
    policy = {"policies": [{"shop": shop, "position_weights": [10, 70, 20], "half_life_s": 3600} for shop in shops]}
    answer = asked(warehouse, policy)
    assert answer["decided_otherwise"] == answer["orders"], "each decision names the weights"
    assert answer["payable_changed"] == 0
    again = [each.after for each in decided_again(warehouse, Question(policy, MONTH), HORIZONS)]
    assert {each.weights for each in again} == {"weights@1 position=10/70/20 half_life_ms=3600000"}


def test_creators_and_campaigns_add_up_to_the_documents(month: Month, warehouse: Warehouse) -> None:
    paid = dict[tuple[str, str], int]()
    for row in warehouse.rows("SELECT document FROM decisions_latest"):
        decision = decode_decision(row["document"])
        [payable] = [credit for credit in decision.credits if credit.model == Model.PAYABLE]
        for share in payable.shares:
            key = (share.creator, decision.currency)
            paid[key] = paid.get(key, 0) + share.amount
    answer = asked(warehouse, everyone(month, code_rule="click_first"))
    assert {
        (row["creator"], row["currency"]): row["revenue_before"] for row in answer["creators"] if row["orders_before"]
    } == paid
    for column in ("revenue_change", "commission_change"):
        sums = [sum(row[column] for row in answer[name]) for name in ("creators", "campaigns")]
        sums.append(sum(account[column] for order in answer["changes"] for account in order["accounts"]))
        assert len(set(sums)) == 1


def test_clicks_that_came_too_late_count_when_asked_to(month: Month, warehouse: Warehouse) -> None:
    late = warehouse.rows(
        "SELECT shop, order_id, groupArray(touch) AS touches FROM late WHERE type = 'click' GROUP BY shop, order_id"
    )
    assert len(late) > 3
    again = {(one.after.shop, one.after.order): one for one in decided_again(warehouse, Question({}, MONTH, late=True), HORIZONS)}
    for row in late:
        before, after = again[row["shop"], row["order_id"]]
        assert not {each.touch for each in before.decision.candidates} & set(row["touches"])
        assert {each.touch for each in after.candidates} >= set(row["touches"])
    assert asked(warehouse, {}, late=True)["payable_changed"] > 0


def test_only_orders_of_the_period_are_decided(month: Month, warehouse: Warehouse) -> None:
    whole = asked(warehouse, everyone(month, **DOUBLED))
    half = START + 15 * DAY_MS
    parts = [asked(warehouse, everyone(month, **DOUBLED), period=Period(*part)) for part in ((MONTH[0], half), (half, MONTH[1]))]
    assert sum(part["orders"] for part in parts) == whole["orders"]
    assert all(part["orders"] for part in parts)
    told = [order for part in parts for order in part["changes"]]
    assert sorted(told, key=lambda order: (order["shop"], order["order"])) == whole["changes"]


def test_the_route_answers_readers_and_names_mistakes(month: Month, warehouse: Warehouse) -> None:
    routes = replay_routes(Desk(warehouse, SETTINGS), SETTINGS)
    api = Browser(build(warehouse, SETTINGS, lambda *record: None, lambda: "", routes))
    body = {"since": MONTH.since, "until": MONTH.until, "policy": {"collaborations": [{"id": "nobody"}]}}
    assert api.post("/v1/replay", json=body).status_code == 401
    told = api.post("/v1/replay", json=body, headers=by(Role.READER))
    assert (told.status_code, told.json()) == (422, {"detail": "collaborations.0.id: there is no collaboration 'nobody'"})
    answer = api.post("/v1/replay", json=body | {"policy": {}}, headers=by(Role.READER)).json()
    assert answer["orders"] > 100
