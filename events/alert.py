"""What became of an alert: one JSON object for each time it opens, grows or is resolved."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from events.door import Model, Moment
from events.ids import EventId, Id
from events.money import Currency


class AlertRule(StrEnum):
    """What is watched for; a closed list."""

    ROAS_UNDER_TARGET = "roas_under_target"


class Transition(StrEnum):
    """An alert opens once and is resolved once; in between it may be updated."""

    OPENED = "opened"
    UPDATED = "updated"
    RESOLVED = "resolved"


class Ending(StrEnum):
    """Why an alert is resolved."""

    RECOVERED = "recovered"
    NO_TARGET = "no_target"
    CAMPAIGN_ENDED = "campaign_ended"


class AverageOf(StrEnum):
    """Whose orders the average order value is that of."""

    CAMPAIGN = "campaign"
    BRAND = "brand"
    CURRENCY = "currency"


class Alert(Model):
    """One transition, with the evidence as it was then. Amounts in minor units of `currency`."""

    id: EventId = Field(description="Of this transition, derived from what it tells: whoever tells it again uses the same id.")
    alert: EventId = Field(description="Of the alert, the same from its opening to its end.")
    transition: Transition
    rule: AlertRule
    campaign: Id
    brand: Id
    currency: Currency
    opened_at: Moment = Field(description="The newest data when it opened.")
    window_from: Moment = Field(description="Start of the data judged.")
    window_to: Moment = Field(description="The newest data judged.")
    recorded_at: Moment = Field(description="When this was written.")
    ending: Ending | None = Field(None, description="Why it is resolved.")
    net: int = Field(description="Net revenue credited to the campaign by the payable model.")
    cost: int = Field(description="Cost accrued so far.")
    orders: int = Field(description="Orders seen.")
    target_roas: Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=6)]
    expected_orders: int | None = Field(
        None, description="Orders that this cost should have brought at target; absent where no average order is known."
    )
    average_order: int | None = Field(None, description="The average order value that was reckoned with.")
    average_of: AverageOf | None = None
    at_stake: int = Field(description="Missing to the target: cost times target ROAS, less net revenue; 0 when reached.")
