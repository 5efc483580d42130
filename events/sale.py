"""What a shop tells of an order: placed, paid, edited, cancelled, refunded, charged back."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from events.door import Event, Model, Moment
from events.ids import Id, ShopId
from events.money import Currency, Minor

PromoCode = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]


class LineKind(StrEnum):
    """Only products count towards net revenue."""

    PRODUCT = "product"
    GIFT_CARD = "gift_card"
    TIP = "tip"
    SHIPPING = "shipping"
    DUTY = "duty"


class Line(Model):
    """One line of an order, as first ordered: a later refund never changes it."""

    line_id: ShopId
    amount: Minor = Field(description="Price x quantity before discount, minor units; VAT inside if the shop's prices are.")
    discount: Minor = Field(0, ge=0, description="This line's share of all discounts, minor units.")
    tax: Minor = Field(0, ge=0, description="VAT contained in amount, minor units; 0 where prices are without VAT.")
    quantity: int = Field(1, ge=0, lt=2**31)
    kind: LineKind = LineKind.PRODUCT
    product_id: ShopId | None = None


class RefundLine(Model):
    """What came back of one line."""

    line_id: ShopId
    amount: Minor = Field(description="Refunded for the line, minor units; VAT inside if the shop's prices are.")
    tax: Minor = Field(0, ge=0, description="VAT contained in amount, minor units.")
    kind: LineKind = LineKind.PRODUCT


class OrderEvent(Event):
    """The whole order as it stood at `event_at`. Of several, the newest tells the order's lines."""

    kind: Literal["placed", "paid", "edited", "cancelled"]
    shop: Id = Field(description="An order's key is (shop, order_id).")
    order_id: ShopId
    ordered_at: Moment = Field(description="When the buyer ordered: the time that touches are judged by.")
    currency: Currency
    lines: tuple[Line, ...] = Field(max_length=1000)
    codes: tuple[PromoCode, ...] = Field((), max_length=20, description="Promo codes redeemed, in the order's own order.")
    customer_id: Id | None = Field(None, description="Pseudonymous: never a shop's own customer id or an address.")
    visitor_id: Id | None = Field(None, description="The browser that bought, where it is known.")
    click_id: Id | None = Field(None, description="The click id the shop kept, where it did.")
    test: bool = Field(False, description="A shop's test order: kept, worth nothing.")


class RefundEvent(Event):
    """Money that went back. It may arrive before its order."""

    kind: Literal["refund", "chargeback"]
    shop: Id
    order_id: ShopId
    currency: Currency
    lines: tuple[RefundLine, ...] = Field((), max_length=1000)
    adjustment: Minor = Field(0, description="Product money returned beside any line, minor units, without VAT.")


Sale = Annotated[OrderEvent | RefundEvent, Field(discriminator="kind")]
SALE: TypeAdapter[OrderEvent | RefundEvent] = TypeAdapter(Sale)
