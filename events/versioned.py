"""What every thing in the catalog has in common: versions that never change, named for ever."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from events.door import Model, Moment
from events.ids import Id
from events.moments import to_ms
from events.money import Currency, Minor

Rate = Annotated[Decimal, Field(ge=0, le=1, max_digits=7, decimal_places=6)]


class Versioned(Model):
    """One version of one thing. `id@valid-from` names it for ever."""

    id: Id
    valid_from: Moment
    recorded_at: Moment = Field(description="When this version was told to affluent.")

    @property
    def ref(self) -> str:
        """`id@valid-from`, the valid-from in milliseconds since 1970."""
        return f"{self.id}@{to_ms(self.valid_from)}"


class Amount(Model):
    """Minor units of a currency."""

    amount: Minor
    currency: Currency
