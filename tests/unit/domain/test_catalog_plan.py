"""A catalog document says what shall be; the plan says what that changes."""

import pytest

from domain.catalog_documents import BadCatalog
from events.catalog import Code
from events.moments import to_ms
from tests.unit.domain.catalog_plan_parts import CODE, CREATOR, LATER, NOW, a_book, a_document, changes, fields, plan, version


def test_the_same_document_again_changes_nothing() -> None:
    again = plan(a_document(), a_book(), LATER)
    assert again.versions == ()
    assert set(changes(again).values()) == {"unchanged"}


def test_the_book_itself_is_not_changed_by_planning() -> None:
    book = a_book()
    plan(a_document(creators=[CREATOR | {"name": "Lena B."}]), book, LATER)
    assert len(book) == 8


def test_a_change_shows_the_old_and_the_new() -> None:
    changed = plan({"creators": [CREATOR | {"name": "Lena B."}]}, a_book(), LATER)
    [change] = changed.difference
    assert (change.change, change.fields) == ("changed", {"name": ("Lena", "Lena B.")})
    assert version(changed, "creator").recorded_at == LATER


def test_a_version_never_changes() -> None:
    changed = CREATOR | {"name": "Somebody else", "valid_from": NOW.isoformat()}
    with pytest.raises(BadCatalog, match=f"lena@{to_ms(NOW)} exists and a version never changes: name was 'Lena'"):
        plan({"creators": [changed]}, a_book(), LATER)


def test_a_code_is_named_by_its_shop_and_itself_without_case() -> None:
    assert isinstance(version(plan(a_document()), "code"), Code)
    assert version(plan(a_document()), "code").id == "shop-1/lena10"
    assert fields(a_document(codes=[CODE | {"id": "mine"}])) == ["codes.0.id"]
    assert plan({"codes": [CODE | {"code": "lena10", "id": "shop-1/lena10"}]}, a_book(), LATER).difference[0].change == "changed"
