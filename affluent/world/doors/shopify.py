"""An order or a refund as Shopify would tell it: payloads with the fields, texts and habits of the real ones."""

from typing import Any
from urllib.parse import quote

from affluent.world.plot.cast import Shop
from affluent.world.plot.moments import local
from affluent.world.plot.telling import Told
from events.money import plain

TOPICS = {"placed": "orders/create", "paid": "orders/paid", "edited": "orders/updated", "cancelled": "orders/cancelled",
          "refund": "refunds/create"}  # fmt: skip
REFUND_IDS = 900_000_000_000
"""A refund's id at Shopify is its number beyond these."""
SALES_TAX = 8
"""Per cent on top, in a shop whose prices are without tax."""


def payload(told: Told, shop: Shop, click_id: str | None = None, carries: str = "nothing", refunds: tuple[Told, ...] = ()) -> Any:
    """The body of the webhook that tells it."""
    return _refund(told, shop) if told["tells"] == "refund" else _order(told, shop, click_id, carries, refunds)


def _order(told: Told, shop: Shop, click_id: str | None, carries: str, refunds: tuple[Told, ...]) -> dict[str, Any]:
    return _head(told, shop) | _totals(told, shop) | {
        "note_attributes": [{"name": "gift_note", "value": "Enjoy!"}, *_noted(click_id if carries == "note" else None)],
        "landing_site": "/collections/new?utm_source=creator" + (f"&afl={quote(click_id or '')}" if carries == "landing" else ""),
        "email": "jane@doe.example", "browser_ip": "192.0.2.17",
        "customer": {"id": int(told["customer"]), "email": "jane@doe.example"} if told["customer"] else None,
        "line_items": [_line_item(line, shop) for line in told["lines"] if line["kind"] != "shipping"],
        "shipping_lines": [_shipping_line(line, shop) for line in told["lines"] if line["kind"] == "shipping"],
        "refunds": [_refund(one, shop) for one in refunds],
    }  # fmt: skip


def _head(told: Told, shop: Shop) -> dict[str, Any]:
    number, ordered, now = (
        int(told["order"]),
        local(told["ordered_at"], shop.utc_offset_min),
        local(told["at"], shop.utc_offset_min),
    )
    cancelled = told["kind"] == "cancelled"
    return {
        "id": number, "admin_graphql_api_id": f"gid://shopify/Order/{number}", "name": f"#{number % 100_000}",
        "created_at": ordered, "processed_at": ordered, "updated_at": now, "cancelled_at": now if cancelled else None,
        "cancel_reason": "customer" if cancelled else None, "currency": shop.currency, "presentment_currency": shop.currency,
        "financial_status": "pending" if told["kind"] == "placed" else "paid", "taxes_included": shop.vat > 0,
        "test": told["test"],
    }  # fmt: skip


def _totals(told: Told, shop: Shop) -> dict[str, Any]:
    total = sum(line["amount"] - line["discount"] for line in told["lines"])
    discount = plain(sum(line["discount"] for line in told["lines"]), shop.currency)
    codes = [{"code": code, "amount": discount, "type": "percentage"} for code in told["codes"]]
    return {"total_discounts": discount, "total_price": plain(total, shop.currency), "discount_codes": codes}


def _noted(click_id: str | None) -> list[dict[str, str]]:
    return [{"name": "afl", "value": click_id}] if click_id else []


def _line_item(line: Told, shop: Shop) -> dict[str, Any]:
    discount = plain(line["discount"], shop.currency)
    allocations = [{"amount": discount, "amount_set": _set(line["discount"], shop), "discount_application_index": 0}]
    return {
        "id": int(line["line"]), "product_id": 7_000_000_000_000 + int(line["line"]) % 40, "title": "Something nice",
        "quantity": line["quantity"], "current_quantity": 0, "price": plain(line["amount"] // line["quantity"], shop.currency),
        "price_set": _set(line["amount"] // line["quantity"], shop), "gift_card": line["kind"] == "gift_card",
        "taxable": line["kind"] == "product", "total_discount": "0.00",
        "discount_allocations": allocations if line["discount"] else [],
        "tax_lines": _tax_lines(line, shop),
    }  # fmt: skip


def _shipping_line(line: Told, shop: Shop) -> dict[str, Any]:
    return {
        "id": int(line["line"]), "title": "Standard", "code": "standard", "price": plain(line["amount"], shop.currency),
        "price_set": _set(line["amount"], shop), "discount_allocations": [], "tax_lines": _tax_lines(line, shop),
    }  # fmt: skip


def _tax_lines(line: Told, shop: Shop) -> list[dict[str, Any]]:
    rate, tax = (shop.vat, line["tax"]) if shop.vat else (SALES_TAX, _on_top(line["amount"] - line.get("discount", 0)))
    if line["kind"] not in ("product", "shipping"):
        return []
    return [{"title": "VAT" if shop.vat else "State tax", "rate": rate / 100, "price": plain(tax, shop.currency),
             "price_set": _set(tax, shop)}]  # fmt: skip


def _on_top(amount: int) -> int:
    return (amount * SALES_TAX + 50) // 100


def _refund(told: Told, shop: Shop) -> dict[str, Any]:
    number = int(told["id"].rsplit("-", 1)[1])
    lines = [line for line in told["lines"] if line["kind"] != "shipping"]
    return {
        "id": REFUND_IDS + number, "order_id": int(told["order"]), "note": "Did not fit", "restock": True,
        "created_at": local(told["at"], shop.utc_offset_min), "processed_at": local(told["at"], shop.utc_offset_min),
        "refund_line_items": [_refund_line(line, shop, n) for n, line in enumerate(lines)],
        "order_adjustments": _adjustments(told["adjustment"], shop),
        "transactions": [{"kind": "refund", "status": "success", "currency": shop.currency,
                          "amount": plain(sum(line["amount"] for line in told["lines"]), shop.currency)}],
    }  # fmt: skip


def _refund_line(line: Told, shop: Shop, n: int) -> dict[str, Any]:
    tax = line["tax"] if shop.vat else _on_top(line["amount"]) * (line["kind"] == "product")
    return {
        "id": 910_000_000_000 + int(line["line"]) % 1_000_000_000 + n, "line_item_id": int(line["line"]), "quantity": 1,
        "subtotal": float(plain(line["amount"], shop.currency)), "subtotal_set": _set(line["amount"], shop),
        "total_tax": float(plain(tax, shop.currency)), "total_tax_set": _set(tax, shop),
        "line_item": {"id": int(line["line"]), "gift_card": line["kind"] == "gift_card",
                      "tax_lines": _tax_lines(line, shop)},
    }  # fmt: skip


def _adjustments(amount: int, shop: Shop) -> list[dict[str, Any]]:
    if not amount:
        return []
    return [{"id": 1, "kind": "refund_discrepancy", "reason": "Refund discrepancy", "amount": plain(-amount, shop.currency),
             "amount_set": _set(-amount, shop), "tax_amount": "0.00"}]  # fmt: skip


def _set(amount: int, shop: Shop) -> dict[str, Any]:
    money = {"amount": plain(amount, shop.currency), "currency_code": shop.currency}
    return {"shop_money": money, "presentment_money": money}
