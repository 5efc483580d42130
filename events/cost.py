"""What a campaign costs."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from events.door import Event, storable
from events.ids import Id
from events.money import Currency, Minor


class CostKind(StrEnum):
    """The cost ledger's types."""

    FEE = "fee"
    COMMISSION_OVERRIDE = "commission_override"
    PRODUCT = "product"
    SHIPPING = "shipping"
    PAID_MEDIA = "paid_media"
    AGENCY = "agency"


class Cost(Event):
    """An amount that accrues evenly over the days it pays for, both ends included."""

    kind: CostKind
    campaign: Id
    collaboration: Id | None = None
    content: Id | None = None
    amount: Minor = Field(description="Minor units, without VAT.")
    currency: Currency
    accrues_from: Annotated[date, AfterValidator(storable)]
    accrues_to: Annotated[date, AfterValidator(storable)]

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.accrues_to < self.accrues_from:
            raise ValueError("accrues_to lies before accrues_from")
        return self
