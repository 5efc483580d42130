"""A click on a tracked link."""

from enum import StrEnum

from pydantic import Field

from events.door import Event
from events.ids import Id


class ClickFlag(StrEnum):
    """Why a click is invalid traffic: kept as a fact, never credited."""

    BOT = "bot"
    NO_USER_AGENT = "no_user_agent"
    PREFETCH = "prefetch"
    NOT_A_VISIT = "not_a_visit"


class Click(Event):
    """Somebody followed a tracked link. Its `event_id` is the click's id."""

    link: Id = Field(description="The link's id in the catalog.")
    link_version: Id | None = Field(
        None, description="`id@valid-from` of the version clicked; left out: the one in force at event_at."
    )
    visitor_id: Id | None = Field(None, description="The browser; absent without consent: then counted, not followed.")
    flags: tuple[ClickFlag, ...] = ()
    referrer_host: str | None = Field(None, max_length=255)
