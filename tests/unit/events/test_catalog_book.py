"""The book of the catalog tells what was in force when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.catalog import Link
from events.catalog_book import CatalogBook, UnknownVersion
from events.moments import from_ms


def a_link(valid_from: int, id: str = "l", slug: str = "s") -> Link:
    told = from_ms(valid_from)
    return Link(id=id, valid_from=told, recorded_at=told, slug=slug, destination="https://x.example/", collaboration="c")


@given(st.lists(st.integers(0, 50), unique=True, min_size=1), st.integers(0, 60))
def test_in_force_is_the_latest_version_that_is_not_ahead(begins: list[int], at: int) -> None:
    book = CatalogBook()
    for begin in begins:
        book.add(a_link(begin))
    passed = [begin for begin in begins if begin <= at]
    found = book.as_of("link", "l", at)
    assert (found.ref if found else None) == (f"l@{max(passed)}" if passed else None)


def test_a_version_told_twice_changes_nothing() -> None:
    book = CatalogBook()
    assert [book.add(a_link(1)), book.add(a_link(1)), len(book)] == [True, False, 1]


def test_a_slug_leads_to_the_link_only_while_the_link_has_it() -> None:
    book = CatalogBook()
    book.add(a_link(10, slug="old"))
    book.add(a_link(20, slug="new"))
    assert book.link_of_slug("old", 15) == book.link("l@10")
    assert book.link_of_slug("old", 25) is None
    assert book.link_of_slug("new", 25) == book.link("l@20")
    assert book.link_of_slug("nobody", 25) is None


def test_a_version_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownVersion, match="link l@1"):
        CatalogBook().link("l@1")
