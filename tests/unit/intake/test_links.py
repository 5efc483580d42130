"""A click's link version is the one it names, or the one in force when it was made."""

import pytest

from events.catalog_book import CatalogBook
from events.click import Click
from events.dead_letter import DeadReason
from intake.links import CatalogUnreadable, Links
from intake.refusal import Refusal
from tests.unit.intake.records import WRITTEN, ToldCatalog, a_click, a_link

AT = 1_000_000


def click(**fields: object) -> Click:
    return Click.model_validate(a_click(**fields))


def test_a_named_version_is_taken_as_named() -> None:
    links = Links(ToldCatalog(a_link(), a_link(valid_from=500)))
    assert links.version_of(click(link_version="spring@0"), AT, WRITTEN) == "spring@0"


@pytest.mark.parametrize(("at", "version"), [(499, "spring@0"), (500, "spring@500"), (501, "spring@500")])
def test_an_unnamed_version_is_the_one_in_force_at_the_click(at: int, version: str) -> None:
    links = Links(ToldCatalog(a_link(), a_link(valid_from=500)))
    assert links.version_of(click(), at, WRITTEN) == version


def test_a_version_still_on_its_way_is_waited_for() -> None:
    catalog = ToldCatalog(later=(a_link(),))
    assert Links(catalog).version_of(click(), AT, WRITTEN) == "spring@0"
    assert catalog.read_on == 1


def test_a_version_of_another_link_is_unknown() -> None:
    links = Links(ToldCatalog(a_link("summer"), a_link()))
    with pytest.raises(Refusal) as why:
        links.version_of(click(link_version="summer@0"), AT, WRITTEN)
    assert why.value.reason == DeadReason.UNKNOWN_LINK


def test_a_click_before_the_link_s_first_version_is_unknown() -> None:
    with pytest.raises(Refusal):
        Links(ToldCatalog(a_link(valid_from=AT + 1))).version_of(click(), AT, WRITTEN)


def test_a_flood_of_old_clicks_on_unknown_links_reads_the_catalog_once() -> None:
    catalog = ToldCatalog()
    links = Links(catalog)
    for number in range(50):
        with pytest.raises(Refusal):
            links.version_of(click(link=f"l{number}"), AT, written=1_600_000_000_000)
    assert catalog.read_on == 1


def test_a_catalog_that_can_t_be_read_refuses_no_click() -> None:
    class Unreachable(ToldCatalog):
        def catch_up(self, seconds: float = 30) -> CatalogBook:
            raise TimeoutError("no broker")

    with pytest.raises(CatalogUnreadable, match="no broker"):
        Links(Unreachable()).version_of(click(), AT, WRITTEN)
