"""A shop's policy in a catalog document: named by its shop, versioned, and checked against the collaborations there are."""

import pytest

from events.moments import to_ms
from tests.unit.domain.catalog_plan_parts import COLLABORATION, LATER, NOW, a_book, a_document, changes, fields, plan, version

POLICY = {"shop": "shop-1", "precedence": "click_first", "preferred": ["lena-summer"]}


def test_a_policy_is_named_by_its_shop_and_keeps_its_versions() -> None:
    first = plan(a_document(policies=[POLICY]))
    assert version(first, "policy").ref == f"shop-1@{to_ms(NOW)}"
    book = a_book(a_document(policies=[POLICY]))
    changed = plan({"policies": [POLICY | {"precedence": "code_first"}]}, book, LATER)
    assert changes(changed) == {"policy:shop-1": "changed"}
    assert changed.difference[0].fields == {"precedence": ("click_first", "code_first")}
    for entry in changed.versions:
        book.add(entry)
    assert book.policy(f"shop-1@{to_ms(NOW)}").precedence == "click_first"
    assert plan({"policies": [POLICY | {"precedence": "code_first"}]}, book, LATER).versions == ()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"id": "mine"}, "id"),
        ({"precedence": "by_mood"}, "precedence"),
        ({"preferred": ["nobody"]}, "preferred"),
        ({"non_preferred": ["lena-summer"]}, "non_preferred"),
        ({"code_weight": 0}, "code_weight"),
        ({"tolerated_flags": ["loud"]}, "tolerated_flags.0"),
        ({"cap": 5}, "cap"),
        ({"position_weights": [0, 100, 0]}, "position_weights"),
        ({"position_weights": [40, 20, 40, 0]}, "position_weights"),
        ({"j_weights": [20, 80]}, "j_weights.2"),
        ({"inverse_j_weights": [-1, 0, 1]}, "inverse_j_weights.0"),
        ({"half_life_s": 0}, "half_life_s"),
        ({"half_life_s": 3_200_000_000}, "half_life_s"),
    ],
)
def test_what_is_wrong_in_a_policy_is_named_by_its_field(wrong: dict[str, object], field: str) -> None:
    assert fields({"policies": [POLICY | wrong]}, a_book()) == [f"policies.0.{field}"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"eligible_touches": []}, "eligible_touches"),
        ({"eligible_touches": ["click", "view"]}, "eligible_touches.1"),
        ({"minimum_order": {"amount": 0, "currency": "EUR"}}, "minimum_order.amount"),
        ({"commission_cap": {"amount": 5}}, "commission_cap.currency"),
        ({"returning_commission_rate": 1.5}, "returning_commission_rate"),
    ],
)
def test_what_is_wrong_in_a_condition_is_named_by_its_field(wrong: dict[str, object], field: str) -> None:
    assert fields({"collaborations": [COLLABORATION | wrong]}, a_book()) == [f"collaborations.0.{field}"]
