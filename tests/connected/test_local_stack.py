"""The local stack on a real Kafka, with real processes and real signals."""

from affluent.local.topics import Outcome, apply_topics
from runtime.settings import Settings


def test_applying_the_topics_again_changes_nothing(broker: str) -> None:
    assert set(apply_topics(Settings(kafka=broker, partitions=4)).values()) == {Outcome.THERE}
