"""What orders and clicks that came since add to sums."""

from typing import Any

from warehouse.handed import as_text, clicked_rows, sold_rows
from warehouse.keys import key_of
from warehouse.latest import KEPT, Latest
from warehouse.period import Period
from warehouse.since import MODELS, Changed, Since, changed_with

PERIOD = Period(0, 86_400_000, "EUR")
ANN = {"campaign": "spring", "creator": "ann", "content": "reel"}
OWNER, PLACE, DAY = key_of("ann", "spring", "reel"), key_of("spring"), "1970-01-01"


def a_part(amount: int, models: int = 0b1001, **more: Any) -> dict[str, Any]:
    firsts = dict.fromkeys(("first_of_creator", "first_of_campaign", "first"), models)
    amounts = {model: amount if models >> bit & 1 else 0 for bit, model in enumerate(MODELS)}
    return {
        "owner": OWNER,
        "campaign": PLACE,
        "creator": key_of("ann"),
        "models": models,
        "commission": 0,
        **firsts,
        **amounts,
        **more,
    }


def an_order(net: int, *parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    known = {
        "shop": "shop",
        "order_id": "o1",
        "version": 1,
        "order_key": 1,
        "currency": "EUR",
        "at": 5,
        "day": DAY,
        "came": "click",
    }
    return {**known, "net": net, "refunded": 7, "counted": True, "newest": 5, "stored_at": 5, "parts": list(parts), **more}


def since(*orders: Changed, clicks: tuple[Changed, ...] = ()) -> Since:
    named = {(one.now["shop"], one.now["order_id"]): one for one in orders}
    links = {3: {**ANN, "place": PLACE}}
    return Since(named, dict(enumerate(clicks)), {OWNER: ANN}, links, {PLACE: "EUR"})


def test_a_new_order_counts_where_a_model_credits_it() -> None:
    came = since(Changed(None, an_order(100, a_part(90, commission=9))))
    whose = OWNER, PLACE, DAY, "spring", "ann", "reel", ""
    assert came.sold("content", ("linear",), PERIOD) == {whose: [0, 9, 1, 90, 7, 1, 1]}
    assert came.sold("content", ("last_touch",), PERIOD) == {whose: [0, 9, 1, 0, 0, 0, 0]}


def test_an_order_that_changed_is_taken_away_as_it_was() -> None:
    came = since(Changed(an_order(100, a_part(100)), an_order(60, a_part(60), refunded=40)))
    assert list(came.sold("campaign", ("payable",), PERIOD).values()) == [[0, 0, 0, -40, 33, 0, 0]]


def test_what_left_the_period_is_only_taken_away() -> None:
    came = since(Changed(an_order(100, a_part(100)), an_order(100, a_part(100), at=PERIOD.until)))
    assert list(came.sold("creator_total", ("payable",), PERIOD).values()) == [[0, 0, 0, -100, -7, -1, -1]]


def test_an_order_stands_in_its_day_as_a_whole() -> None:
    came = since(Changed(None, an_order(100, a_part(60))))
    assert came.sold("day", ("payable",), PERIOD) == {
        (0, 0, DAY, "", "", "", ""): [100, 0, 0, 0, 0, 0, 0],
        (0, PLACE, DAY, "", "", "", ""): [0, 0, 0, 60, 7, 1, 1],
    }


def test_a_test_order_is_a_way_in_which_orders_came() -> None:
    came = since(Changed(None, an_order(0, came="test_order", counted=False)))
    assert came.sold("came", ("payable",), PERIOD) == {(0, 0, DAY, "", "", "", "test_order"): [0, 0, 0, 0, 0, 1, 0]}


def a_click(**more: Any) -> dict[str, Any]:
    return {"link_key": 3, "at": 5, "day": DAY, "valid": True, **more}


def test_clicks_count_where_their_campaign_reports_in_the_currency() -> None:
    came = since(
        clicks=(
            Changed(None, a_click()),
            Changed(a_click(), a_click(valid=False)),
            Changed(None, a_click()),
            Changed(None, a_click(link_key=4)),
        )
    )
    assert came.clicked("creator", PERIOD) == {(key_of("ann"), PLACE, DAY, "", "ann", "", ""): 1}
    assert came.clicked("creator", PERIOD._replace(currency="JPY")) == {}


def test_names_are_escaped_as_statements_read_them() -> None:
    strange = {**ANN, "content": "a\\b\tc\nd"}
    came = since(Changed(None, an_order(100, a_part(90))))._replace(owners={OWNER: strange})
    told = as_text(came, "content", ("linear",), PERIOD, lists=False)
    assert told.endswith("\tspring\tann\ta\\\\b\\tc\\nd\t\t0\t0\t0\t0\t90\t7\t1\t1\n")
    assert as_text(came, "day", MODELS, PERIOD, lists=True).count("\n") == 2


def test_a_step_has_every_level_in_every_model() -> None:
    came = since(Changed(None, an_order(100, a_part(90))), clicks=(Changed(None, a_click()),))
    assert [row[1] for row in sold_rows(8, came, PERIOD)] == [
        "content",
        "creator",
        "creator_total",
        "campaign",
        "day",
        "day",
        "came",
    ]
    assert [row[1] for row in clicked_rows(8, came, PERIOD)] == ["content", "creator", "campaign", "day"]


def test_the_newest_row_counts_and_what_was_there_is_asked_once() -> None:
    before, asked = {"id": "a", "version": 2}, []

    def then(new: list[Any]) -> list[dict[str, Any]]:
        asked.append([row["id"] for row in new])
        return [before]

    rows = [{"id": "a", "version": 4}, {"id": "a", "version": 3}, {"id": "b", "version": 1}]
    found = changed_with({}, rows, then, ("id",))
    assert found == {("a",): Changed(before, rows[0]), ("b",): Changed(None, rows[2])}
    later = [{"id": "a", "version": 4}, {"id": "b", "version": 5}]
    assert changed_with(found, later, then, ("id",)) == {("a",): Changed(before, rows[0]), ("b",): Changed(None, later[1])}
    assert asked == [["a", "b"]]


def test_an_older_row_that_comes_again_changes_nothing() -> None:
    assert changed_with({}, [{"id": "a", "version": 1}], lambda _: [{"id": "a", "version": 2}], ("id",)) == {}


def told(id: str, newest: int) -> dict[str, Any]:
    return an_order(1, order_id=id, newest=newest)


def test_the_latest_orders_are_as_they_are_now() -> None:
    latest = Latest.of([told("o3", 30), told("o2", 20), told("o1", 10)])
    came = since(
        Changed(told("o1", 10), told("o1", 40)),
        Changed(None, told("o4", 15)),
        Changed(told("o3", 30), an_order(1, order_id="o3", currency="JPY")),
    )
    now = latest.with_changes(came, PERIOD)
    assert [order["order_id"] for order in now.orders] == ["o1", "o2", "o4"]
    assert now.first(2) == "shop\to1\t1\nshop\to2\t1\n"


def test_of_more_than_are_kept_nothing_is_said() -> None:
    kept = Latest.of([told(f"o{n}", 10_000 - n) for n in range(KEPT)])
    assert not kept.whole
    assert kept.first(KEPT + 1) is None
    older = kept.with_changes(since(Changed(None, told("late", 1)), Changed(told("o0", 10_000), told("o0", 2))), PERIOD)
    assert len(older.orders) == KEPT - 1
    assert older.first(KEPT) is None
