"""What the board says in words: notes, goals, alerts, books, empty states."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from dashboards.board.attention import alerts, books
from dashboards.board.choices import Choices
from dashboards.board.filters import Filter
from dashboards.board.guide import guide
from dashboards.board.headline import cards, chart
from dashboards.board.verdicts import because, order_address
from dashboards.reconcile import Sales

OVERVIEW: dict[str, Any] = {
    "net": 100_000, "unattributed": 0, "refunded": 500, "orders": 7, "clicks": 90, "cost": 40_000, "commission": 4_000,
    "roas": Decimal("2.5"), "roi": None, "target_roas": None, "target_revenue": None,
}  # fmt: skip
CHOICES = Choices(
    brands=(("lumen", "Lumen"), ("hanami", "Hanami")),
    campaigns=(("spring", "Spring"), ("sakura", "Sakura")),
    creators=(("ann", "Ann"), ("bob", "Bob")),
    brand_of={"spring": "lumen", "sakura": "hanami"},
    reporting={"lumen": "EUR", "hanami": "JPY"},
    currencies=("USD", "EUR", "JPY"),
)


def card(key: str, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in cards(OVERVIEW | more, "EUR")["cards"] if one["key"] == key)
    return found


def test_what_is_unknown_is_a_dash_with_its_reason() -> None:
    assert (card("roi")["value"], card("roi")["note"]) == ("—", "unknown: a campaign here has no margin rate")
    assert card("roi", roas=None)["note"] == card("roas", roas=None)["note"] == "unknown: nothing was spent"
    assert card("roi", roi=Decimal("0.1"))["value"] == "10.0"


def test_a_figure_keeps_its_exact_value_and_its_unit() -> None:
    assert (card("net")["value"], card("net")["of"], card("net")["raw"]) == ("1,000.00", "EUR", "100000")
    assert card("roas")["raw"] == "2.5"
    assert card("roi")["raw"] is None


@pytest.mark.parametrize(
    ("more", "width", "reached", "text"),
    [
        ({"target_revenue": 400_000}, 25, False, "25 % of the target 4,000.00\u00a0EUR"),
        ({"target_revenue": 100_000}, 100, True, "100 % of the target 1,000.00\u00a0EUR"),
        ({"target_revenue": 10_000}, 100, True, "1,000 % of the target 100.00\u00a0EUR"),
        ({"target_revenue": 100_001}, 99, False, "99 % of the target 1,000.01\u00a0EUR"),
        ({"net": -500, "target_revenue": 100}, 0, False, "\u2212500 % of the target 1.00\u00a0EUR"),
    ],
)
def test_a_target_is_reached_only_when_it_is(more: dict[str, Any], width: int, reached: bool, text: str) -> None:
    goal = card("net", **more)["target"]
    assert (goal["width"], goal["reached"], goal["text"]) == (width, reached, text)


def test_without_a_target_there_is_no_goal() -> None:
    assert card("net")["target"] is card("roas")["target"] is None


def test_a_chart_has_a_legend_a_unit_and_a_point_for_each_day() -> None:
    rows = [{"day": date(2026, 9, day), "net": day * 100, "cost": 50} for day in (1, 2, 3)]
    shape = chart(rows, "EUR")
    assert shape["xAxis"]["data"] == ["1 Sep", "2 Sep", "3 Sep"]
    assert shape["yAxis"]["name"] == "EUR"
    assert [series["name"] for series in shape["series"]] == ["Net revenue", "Cost"]
    assert shape["series"][0]["data"] == [1.0, 2.0, 3.0]


ALERT: dict[str, Any] = {
    "alert": "a1", "is_open": True, "campaign": "spring", "brand": "lumen", "currency": "EUR",
    "since": datetime(2026, 9, 1, tzinfo=UTC),
    "net": 0, "cost": 60_000, "target_roas": Decimal(2), "orders": 0, "expected_orders": 15, "at_stake": 120_000,
}  # fmt: skip


def test_an_alert_says_what_was_expected_seen_and_is_at_stake() -> None:
    [notice] = alerts([ALERT], CHOICES.names, Filter())["notices"]
    told = {fact["label"]: fact["value"] for fact in notice["facts"]}
    assert notice["title"] == "Spring is under its target"
    assert (told["Orders expected"], told["Orders seen"], told["Money at stake"]) == ("15", "0", "1,200.00\u00a0EUR")


def test_only_open_alerts_of_what_is_looked_at_are_shown() -> None:
    assert alerts([ALERT | {"is_open": False}], {}, Filter())["notices"] == []
    assert alerts([ALERT], {}, Filter(campaigns=("sakura",)))["notices"] == []
    assert alerts([ALERT], {}, Filter(brands=("hanami",)))["notices"] == []
    assert len(alerts([ALERT], {}, Filter(brands=("lumen",), currency="JPY"))["notices"]) == 1


COUNTS = {"deliveries": 8, "facts": 6, "duplicates": 1, "dead_letters": 1, "orders": 2, "decided": 2}
APART = {"facts_net": 1_000, "known_net": 900, "facts_currency": "EUR", "age": 60}


def test_books_that_balance_say_so_to_the_cent() -> None:
    shape = books(Sales(COUNTS, [], []), "EUR")
    assert shape["good"]
    assert shape["lines"] == [
        "8 deliveries = 6 facts + 1 duplicates + 1 dead letters",
        "2 orders = 2 decisions, difference 0.00\u00a0EUR",
    ]


def test_an_order_on_its_way_is_no_difference_and_a_lost_one_is() -> None:
    waiting = books(Sales(COUNTS | {"decided": 1}, [{"age": 3}], []), "EUR")
    assert (waiting["good"], waiting["lines"][1][:43]) == (True, "2 orders = 1 decisions + 1 on their way, di")
    early = {"age": 1, "facts_currency": "", "facts_net": 0, "known_net": 900}
    assert books(Sales(COUNTS | {"orders": 1}, [], [early]), "EUR")["good"]
    assert not books(Sales(COUNTS | {"orders": 1}, [], [early | {"age": 300}]), "EUR")["good"]
    lost = books(Sales(COUNTS | {"decided": 1}, [{"age": 300}], []), "EUR")
    assert (lost["good"], "≠" in lost["lines"][1]) == (False, True)
    assert not books(Sales(COUNTS | {"facts": 5}, [], []), "EUR")["good"]


def test_a_decision_that_is_worth_something_else_is_told_in_its_currency() -> None:
    shape = books(Sales(COUNTS, [], [APART]), "EUR")
    assert (shape["good"], shape["lines"][1][-8:]) == (False, "1.00\u00a0EUR")
    assert books(Sales(COUNTS, [], [APART]), "JPY")["lines"][1].endswith("0\u00a0JPY")
    assert books(Sales(COUNTS, [], [APART | {"age": 1}]), "EUR")["good"]


def test_an_empty_board_tells_the_first_steps_and_an_empty_filter_leads_out() -> None:
    nothing = OVERVIEW | dict.fromkeys(("net", "orders", "clicks", "cost"), 0)
    assert guide(nothing, Filter(), Choices())["notices"][0]["steps"]
    [told] = guide(nothing, Filter(creators=("eve",)), CHOICES)["notices"]
    assert "There is no creator 'eve'." in told["text"]
    assert told["href"] == "/"
    assert guide(OVERVIEW, Filter(), CHOICES)["notices"] == []


def test_reasons_are_words() -> None:
    assert because({"reason": "won", "contents": ["reel", "", "reel"]}) == "earned with reel"
    assert because({"reason": "won", "contents": [""]}) == "earned with a promo code, or a link that belongs to no content"
    assert because({"reason": "no_touch", "contents": []}) == "no click and no code leads to it"
    assert because({"reason": "a later release's", "contents": []}) == "a later release's"
    assert order_address("sh/op", "1#?") == "/orders/sh%2Fop/1%23%3F"
