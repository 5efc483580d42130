"""What a choice makes of the filter, and which questions are due."""

from datetime import date

import pytest

from dashboards.board.choices import Choices, chosen_by, fields, read_choices
from dashboards.board.filters import Filter, read_filter
from dashboards.board.known import Known

TODAY = date(2026, 11, 24)
CHOICES = Choices(
    brands=(("lumen", "Lumen"), ("hanami", "Hanami")),
    campaigns=(("spring", "Spring"), ("sakura", "Sakura")),
    creators=(("ann", "Ann"), ("bob", "Bob")),
    brand_of={"spring": "lumen", "sakura": "hanami"},
    reporting={"lumen": "EUR", "hanami": "JPY"},
    currencies=("USD", "EUR", "JPY"),
)


@pytest.mark.parametrize(
    ("chosen", "currency"),
    [
        (Filter(), "EUR"),
        (Filter(brands=("lumen",)), "EUR"),
        (Filter(campaigns=("sakura",)), "JPY"),
        (Filter(campaigns=("sakura", "spring")), "EUR"),
        (Filter(brands=("unknown",)), "EUR"),
    ],
)
def test_the_usual_currency_is_one_that_brands_report_in(chosen: Filter, currency: str) -> None:
    assert CHOICES.usual_currency(chosen) == currency
    assert Choices().usual_currency(chosen) == "EUR"
    assert Choices(currencies=("USD", "EUR")).usual_currency(chosen) == "USD"


def test_choices_are_read_with_the_parents_of_campaigns() -> None:
    told = (("brand", "b", "B", ""), ("campaign", "c", "", "b"), ("currency", "EUR", "EUR", ""))
    options = [dict(zip(("kind", "id", "name", "parent"), one, strict=True)) for one in told]
    usual = [{"brand": "", "currency": "JPY", "orders": 3}, {"brand": "b", "currency": "EUR", "orders": 0}]
    read = read_choices(options, usual)
    assert (read.brands, read.campaigns, read.brand_of) == ((("b", "B"),), (("c", "c"),), {"c": "b"})
    assert (read.currencies, read.reporting) == (("JPY", "EUR"), {"b": "EUR"})


@pytest.mark.parametrize(
    ("name", "value", "becomes"),
    [
        ("brand", "hanami", Filter(brands=("hanami",), creators=("ann",))),
        ("brand", "lumen", Filter(brands=("lumen",), campaigns=("spring",), creators=("ann",))),
        ("creator", "Bob (bob)", Filter(campaigns=("spring",), creators=("bob",))),
        ("creator", "", Filter(campaigns=("spring",))),
        ("currency", "JPY", Filter(campaigns=("spring",), creators=("ann",), currency="JPY")),
        ("period", "7d", Filter(campaigns=("spring",), creators=("ann",), period="7d")),
    ],
)
def test_a_choice_changes_one_thing_and_lets_go_what_no_longer_fits(name: str, value: str, becomes: Filter) -> None:
    chosen = Filter(campaigns=("spring",), creators=("ann",))
    assert read_filter(chosen_by(CHOICES, chosen, name, value, TODAY)) == becomes


def test_a_period_of_ones_own_begins_with_the_days_that_were_shown() -> None:
    mine = read_filter(chosen_by(CHOICES, Filter(period="7d"), "period", "custom", TODAY))
    assert mine.days(TODAY) == (date(2026, 11, 18), TODAY)
    later = read_filter(chosen_by(CHOICES, mine, "to", "2026-11-20", TODAY))
    assert later.days(TODAY) == (date(2026, 11, 18), date(2026, 11, 20))
    assert read_filter(chosen_by(CHOICES, later, "period", "7d", TODAY)) == Filter(period="7d")
    assert [field["name"] for field in fields(CHOICES, mine, TODAY)][4:6] == ["from", "to"]


def test_what_is_prompt_is_asked_again_at_once_and_the_rest_takes_turns() -> None:
    known, day = Known(), TODAY
    parts = ["overview", "by_content"]
    assert known.due(parts, (1, day), 0.0) == parts
    assert known.take("overview", {"cards": 1}, (1, day), now=10.0, took=0.5) == {"cards": 1}
    known.take("by_content", {"contents": 1}, (1, day), now=10.0, took=0.5)
    assert known.due(parts, (1, day), 99.0) == []
    assert known.due(parts, (2, day), 10.1) == ["overview"]
    assert known.due(parts, (2, day), 12.0) == parts
    assert known.take("overview", {"cards": 1}, (2, day), now=13.0, took=0.5) == {}
