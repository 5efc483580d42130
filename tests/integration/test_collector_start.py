"""What a collector starts from: its secrets, and the catalog that its last process left on the disk."""

from pathlib import Path

import pytest

from collector.catalog_store import CatalogStore, load_snapshot, save_snapshot
from events.catalog_book import CatalogBook
from runtime.settings import MissingSetting, Settings
from tests.integration.collector_parts import House, no_kafka


def test_a_snapshot_tells_the_next_process_the_same_catalog(tmp_path: Path, house: House) -> None:
    again = CatalogBook()
    path = tmp_path / "catalog.jsonl"
    assert save_snapshot(path, house.store.book) == load_snapshot(path, again) == 5
    assert list(again) == list(house.store.book)


def test_a_damaged_line_of_a_snapshot_is_left_to_the_topic(tmp_path: Path, house: House) -> None:
    path = tmp_path / "catalog.jsonl"
    save_snapshot(path, house.store.book)
    path.write_bytes(path.read_bytes()[:-40])
    assert load_snapshot(path, CatalogBook()) == 4


def test_a_collector_without_a_catalog_says_what_it_waits_for(tmp_path: Path) -> None:
    assert "waits for Kafka" in CatalogStore(Settings(spool=tmp_path), no_kafka).waits_for()


@pytest.mark.parametrize("secret", ["click_secret", "customer_secret"])
def test_a_collector_does_not_start_without_its_secrets(tmp_path: Path, secret: str) -> None:
    with pytest.raises(MissingSetting, match=f"AFFLUENT_{secret.upper()}"):
        House(tmp_path, **{secret: "short"})
