"""Who decides what about an order: the collaboration whether its touch may earn and how much, the shop between claims."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from events.click import ClickFlag
from events.door import Model
from events.ids import Id, ShopId
from events.moments import DAY_MS, SECOND_MS
from events.money import Minor
from events.versioned import Amount, Rate, Versioned


class TouchType(StrEnum):
    """What leads to an order."""

    CLICK = "click"
    CODE = "code"


class Positive(Amount):
    """More than nothing."""

    amount: Annotated[Minor, Field(gt=0)]


class Conditions(Model):
    """What a contract asks for and pays. Left out: as the campaign says; what the campaign leaves out: no such condition."""

    eligible_touches: tuple[TouchType, ...] | None = Field(None, min_length=1, description="By what it may earn; else by both.")
    excluded_products: tuple[ShopId, ...] | None = Field(None, description="Products on which no commission is paid.")
    minimum_order: Positive | None = Field(None, description="Net before refunds; judges orders in its own currency alone.")
    commission_cap: Positive | None = Field(None, description="At most this for one order, of orders in its currency.")
    returning_commission_rate: Rate | None = Field(None, description="Rate for buyers who bought before; else the same.")


class Precedence(StrEnum):
    """Who is paid when an order has both an eligible click and an eligible code."""

    BY_CONTRACT = "by_contract"
    ALWAYS_CREDIT_CODE = "always_credit_code"
    CODE_IF_INVOLVED = "code_if_involved"
    CODE_IF_WINNER = "code_if_winner"
    CODE_FIRST = "code_first"
    CLICK_FIRST = "click_first"
    SPLIT_BY_WEIGHT = "split_by_weight"


class StackedCodes(StrEnum):
    """Which of several codes of one order stands for the codes."""

    FIRST = "first"
    LAST = "last"
    SPLIT = "split"


Weight = Annotated[int, Field(ge=1, le=1_000_000)]
Part = Annotated[int, Field(ge=0, le=1_000_000)]
DAY_S = DAY_MS // SECOND_MS
LONGEST_HALF_LIFE_S = 100 * 366 * DAY_S


def _with_an_end(parts: tuple[int, int, int]) -> tuple[int, int, int]:
    first, _, last = parts
    if not first + last:
        raise ValueError("first and last can't both be 0: two touches have nobody between them")
    return parts


Parts = Annotated[tuple[Part, Part, Part], AfterValidator(_with_an_end)]
"""First touch, all that are between, last touch."""


class Policy(Versioned):
    """How a shop arbitrates between the collaborations that claim one of its orders. Its id is the shop's."""

    kind: Literal["policy"] = "policy"
    shop: Id
    precedence: Precedence = Field(Precedence.BY_CONTRACT, description="by_contract: the code's collaboration says.")
    code_weight: Weight = Field(1, description="The code's part under split_by_weight.")
    click_weight: Weight = Field(1, description="The click's part under split_by_weight.")
    stacked_codes: StackedCodes = StackedCodes.FIRST
    preferred: tuple[Id, ...] = Field((), description="Collaborations that go before all others.")
    non_preferred: tuple[Id, ...] = Field((), description="Collaborations that earn only where no other does.")
    staff: tuple[Id, ...] = Field((), description="Pseudonyms of customers and visitors whose orders credit nobody.")
    duplicate_clicks_s: int = Field(
        0, ge=0, description="A click on the same link so soon after one that counted is a duplicate."
    )
    tolerated_flags: tuple[ClickFlag, ...] = Field((), description="Flags that do not make a click invalid traffic.")
    position_weights: Parts = Field((40, 20, 40), description="position_based: first touch, all between, last touch.")
    j_weights: Parts = Field((20, 20, 60), description="j_shaped: first touch, all between, last touch.")
    inverse_j_weights: Parts = Field((60, 20, 20), description="inverse_j: first touch, all between, last touch.")
    half_life_s: int = Field(
        7 * DAY_S, ge=1, le=LONGEST_HALF_LIFE_S, description="time_decay: half the weight for every such time before the order."
    )
