"""The sink's two halves: what people wait for, and what can take company with it."""

from typing import NamedTuple

from consumers.lane import FACTS_LINGER_S, LINGER_S
from consumers.records import TOPICS
from events.topics import JOURNAL


class Half(NamedTuple):
    """Topics that are read and written by a thread of their own, so that neither waits for the other's inserts."""

    name: str
    topics: tuple[str, ...]
    linger_s: float


FACTS = Half("facts", (JOURNAL.name,), FACTS_LINGER_S)
DECIDED = Half("decided", tuple(topic for topic in TOPICS if topic not in FACTS.topics), LINGER_S)
