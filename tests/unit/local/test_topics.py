"""What the broker is told of each topic."""

from affluent.local.topics import config_of, partitions_for
from events.topics import ALL, CATALOG_TOPIC, CHANGELOG, CLICKS
from runtime.settings import Settings


def test_the_catalog_has_one_partition_and_the_others_as_many_as_are_set():
    settings = Settings(partitions=6)
    assert partitions_for(CATALOG_TOPIC, settings) == 1
    assert partitions_for(CLICKS, settings) == partitions_for(CHANGELOG, settings) == 6


def test_raw_events_are_kept_for_their_retention():
    assert config_of(CLICKS) == {"cleanup.policy": "delete", "retention.ms": str(400 * 86_400_000)}


def test_no_compacted_topic_forgets_by_age():
    assert {topic.name for topic in ALL if topic.compacted and "retention.ms" in config_of(topic)} == set()


def test_the_changelog_is_compacted_early():
    assert config_of(CHANGELOG) == {
        "cleanup.policy": "compact",
        "segment.bytes": "67108864",
        "min.cleanable.dirty.ratio": "0.1",
        "max.compaction.lag.ms": "600000",
    }
