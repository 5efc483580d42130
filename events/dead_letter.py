"""What can never work, with its bytes."""

from enum import StrEnum

from pydantic import Base64Bytes, Field

from events.door import Model, Moment


class DeadReason(StrEnum):
    """A closed list; the detail names the field."""

    NOT_JSON = "not_json"
    INVALID = "invalid"
    UNKNOWN_LINK = "unknown_link"
    TOO_LARGE = "too_large"
    ENTITY_FAILED = "entity_failed"


class DeadLetter(Model):
    """One record that was refused. (topic, partition, offset) is where it came from."""

    topic: str
    partition: int
    offset: int
    reason: DeadReason
    detail: str = Field(max_length=2000)
    at: Moment = Field(description="The refused record's own Kafka timestamp.")
    key: Base64Bytes | None = None
    value: Base64Bytes = b""
