"""Counters of a content, as a platform showed them at one moment."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from events.door import Event
from events.ids import Id

Count = Annotated[int, Field(ge=0, lt=2**53)]


class Provenance(StrEnum):
    """Who says so. A missing counter is absent, never 0."""

    FIRST_PARTY = "first_party"
    PUBLIC = "public"
    ESTIMATED = "estimated"


class Engagement(Event):
    """A snapshot of running totals; the newest snapshot wins."""

    content: Id
    provenance: Provenance
    views: Count | None = None
    reach: Count | None = None
    likes: Count | None = None
    comments: Count | None = None
    shares: Count | None = None
    saves: Count | None = None
