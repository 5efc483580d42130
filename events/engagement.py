"""Counters of a content, as a platform showed them at one moment."""

from enum import StrEnum

from pydantic import Field

from events.door import Event
from events.ids import Id


class Provenance(StrEnum):
    """Who says so. A missing counter is absent, never 0."""

    FIRST_PARTY = "first_party"
    PUBLIC = "public"
    ESTIMATED = "estimated"


class Engagement(Event):
    """A snapshot of running totals; the newest snapshot wins."""

    content: Id
    provenance: Provenance
    views: int | None = Field(None, ge=0)
    reach: int | None = Field(None, ge=0)
    likes: int | None = Field(None, ge=0)
    comments: int | None = Field(None, ge=0)
    shares: int | None = Field(None, ge=0)
    saves: int | None = Field(None, ge=0)
