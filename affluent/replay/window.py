"""The period that a question is about, as it comes over HTTP."""

from pydantic import BaseModel, ConfigDict, Field

from affluent.replay.facts import Period


class Window(BaseModel):
    """Moments in milliseconds since 1970, half-open."""

    model_config = ConfigDict(extra="forbid")

    since: int = Field(ge=0)
    until: int = Field(ge=0, lt=2**43)

    @property
    def period(self) -> Period:
        """As the warehouse is asked."""
        return Period(self.since, self.until)
