"""What every event that comes in through a door has in common."""

from datetime import date
from typing import Annotated, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from events.ids import EventId

Day = TypeVar("Day", bound=date)


def storable(day: Day) -> Day:
    """Refuse what no warehouse column can hold: years before 1970 and after 2199."""
    if not 1970 <= day.year < 2200:
        raise ValueError(f"the year {day.year} is not one of 1970 to 2199")
    return day


Moment = Annotated[
    AwareDatetime,
    AfterValidator(storable),
    Field(description="ISO 8601 with an offset, e.g. 2026-11-23T09:30:00.250Z"),
]


class Model(BaseModel):
    """Frozen; unknown fields are ignored, so that a producer may be upgraded before its readers."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=False)


class Event(Model):
    """Something that happened, as one JSON object on a raw topic."""

    event_id: EventId = Field(description="The same event delivered twice carries the same id.")
    event_at: Moment = Field(description="When it happened, by the clock of whoever saw it happen.")
    received_at: Moment | None = Field(
        None, description="When affluent received it; left out by own producers: then the record's Kafka timestamp."
    )
