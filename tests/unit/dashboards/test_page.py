import re
from datetime import UTC, datetime
from typing import Any

from dashboards.page import locked, page
from dashboards.shown import Shown

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EVIL = "<script>alert(1)</script>\"'&"
HOMES = {"deliveries": 8, "facts": 6, "duplicates": 1, "dead_letters": 1}
COUNTS = dict.fromkeys(("clicks", "orders", "decided", "refunds", "engagements", "costs", "late"), 0)


def a_decision(**more: Any) -> dict[str, Any]:
    return {
        "shop": "shop", "order_id": "1", "creators": ["ann"], "contents": ["reel"], "reason": "won", "status": "paid",
        "net": 1230, "currency": "EUR", "stored_at": AT, **more,
    }  # fmt: skip


def shown(**more: Any) -> Shown:
    nothing: dict[str, Any] = {
        "at": AT, "totals": [], "counts": COUNTS, "homes": HOMES, "latency": [], "decisions": [], "names": {},
    }  # fmt: skip
    return Shown(**{**nothing, **more})


def test_an_empty_warehouse_says_so() -> None:
    html = page(shown())
    assert "No order has been decided yet." in html
    assert "<table>" not in html


def test_nothing_from_outside_is_html() -> None:
    html = page(
        shown(
            decisions=[
                a_decision(shop=EVIL, order_id=EVIL, creators=[EVIL], contents=[EVIL], status=EVIL, currency=EVIL, reason=EVIL)
            ],
            totals=[{"model": EVIL, "currency": EVIL, "orders": 1, "net": 1, "credited": 1, "unattributed": 0}],
            latency=[{"kind": EVIL, "p95": 5}],
            names={("creator", EVIL): EVIL},
        )
    )
    assert "<script" not in html
    assert "alert(1)&lt;/script&gt;&quot;&#x27;&amp;" in html
    assert not re.search(r"<[^>]*alert", html)


def test_the_page_loads_nothing_inline_and_nothing_from_elsewhere() -> None:
    html = page(shown(decisions=[a_decision()]))
    assert "<style" not in html
    assert "style=" not in html
    assert "<script" not in html
    assert re.findall(r'(?:href|src)="([^"]*)"', html) == ["/page.css"]


def test_homes_that_add_up_are_an_equation() -> None:
    assert "8 deliveries = 6 facts + 1 duplicates + 1 dead letters" in page(shown())


def test_homes_that_do_not_add_up_are_none() -> None:
    html = page(shown(homes={**HOMES, "facts": 5}))
    assert "8 deliveries ≠ 5 facts" in html
    assert 'class="homes bad"' in html


def test_a_creator_is_called_by_name_and_money_has_its_decimals() -> None:
    html = page(shown(decisions=[a_decision(), a_decision(currency="JPY")], names={("creator", "ann"): "Ann Lee"}))
    assert "Ann Lee" in html
    assert "12.30 EUR" in html
    assert "1230 JPY" in html


def test_an_order_of_nobody_says_why() -> None:
    html = page(shown(decisions=[a_decision(creators=[], contents=[], reason="no_touch")]))
    assert "nobody" in html
    assert "no click and no code leads to it (paid)" in html


def test_a_stranger_learns_how_to_get_in_and_nothing_else() -> None:
    assert "token is needed" in locked()
    assert "deliveries" not in locked()
