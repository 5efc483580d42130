"""What is wrong in a payload of Shopify's is named by its field."""

from typing import Any

import pytest

from collector.payload import BadField
from collector.shopify import sales_of
from tests.unit.collector.shopify_parts import READER, the_order


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"currency": None}, "currency"),
        ({"currency": "XYZ"}, "line_items.0.price"),
        ({"created_at": "yesterday"}, "created_at"),
        ({"created_at": "2026-11-20T10:15:30"}, "created_at"),
        ({"line_items": None}, "line_items"),
        ({"line_items": {}}, "line_items"),
        ({"line_items": [7]}, "line_items.0"),
        ({"line_items": [{"id": 1, "quantity": 1, "price": "12.345"}]}, "line_items.0.price"),
        ({"line_items": [{"id": 1, "quantity": 1, "price": "1_000"}]}, "line_items.0.price"),
        ({"line_items": [{"id": 1, "quantity": 1, "price": "1e3"}]}, "line_items.0.price"),
        ({"line_items": [{"id": 1, "quantity": "2", "price": "1"}]}, "line_items.0.quantity"),
        ({"line_items": [{"id": 1, "quantity": -2, "price": "1"}]}, "lines.0.quantity"),
        ({"line_items": [{"id": 1, "quantity": 10**18, "price": "999999999999.00"}]}, "lines.0.amount"),
        ({"id": None}, "id"),
        ({"id": True}, "id"),
        ({"refunds": [{"id": 1, "refund_line_items": [{}]}]}, "refunds.0.refund_line_items.0.line_item_id"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadField) as wrong:
        the_order("order_eur_taxes_included", **changes)
    assert wrong.value.field == field


@pytest.mark.parametrize("document", [None, [], "text", 7, True])
def test_a_body_that_is_no_object_is_named(document: object) -> None:
    with pytest.raises(BadField):
        sales_of("orders/create", "shop-1", document, READER)
