"""An entity has one home, whoever computes it."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.addressing import code_key, customer_key, order_key, partition_of


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.integers(1, 64))
def test_a_key_has_one_home_among_the_partitions(name: str, partitions: int) -> None:
    assert partition_of(f"v:{name}", partitions) == zlib.crc32(f"v:{name}".encode()) % partitions


@pytest.mark.parametrize("partition", [0, 3])
def test_a_clock_lives_where_its_key_says(partition: int) -> None:
    assert partition_of(f"t:{partition}", 4) == partition


def test_the_same_name_in_two_shops_is_two_entities() -> None:
    assert order_key("a", "1") != order_key("b", "1")
    assert customer_key("a", "1") != customer_key("b", "1")


def test_codes_compare_without_case_and_margin() -> None:
    assert code_key("a", " Mia10") == code_key("a", "MIA10 ") == code_key("a", "mia10")
    assert code_key("a", "STRASSE") == code_key("a", "straße")
