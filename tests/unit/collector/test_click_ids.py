"""Nobody can make up a click or a visitor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.click_ids import CLICK_ID, Signer, new_id, nonce_at

SIGNER = Signer(b"a secret of at least 16")
VISITOR, NONCE = "v" * 16, "n" * 16


def test_a_click_id_comes_back_as_who_clicked_and_which_click() -> None:
    assert SIGNER.read_click_id(SIGNER.click_id(VISITOR, NONCE)) == (VISITOR, NONCE)


def test_ids_are_16_url_safe_characters_and_never_the_same() -> None:
    made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(each) for each in made} == {16}


@given(st.lists(st.integers(0, 2**42 - 1), min_size=2, max_size=20))
def test_clicks_sort_by_their_time_to_a_tick(moments: list[int]) -> None:
    told = sorted((nonce_at(at), at) for at in moments)
    assert [at >> 6 for _, at in told] == sorted(at >> 6 for at in moments)


def test_clicks_of_one_moment_are_told_apart_and_can_be_signed() -> None:
    made = {nonce_at(1_790_000_000_000) for _ in range(1000)}
    assert len(made) == 1000
    assert all(CLICK_ID.fullmatch(SIGNER.click_id(VISITOR, each)) for each in made)


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(None, id="none"),
        pytest.param("", id="empty"),
        pytest.param(f"{VISITOR}.{NONCE}", id="unsigned"),
        pytest.param(f"{VISITOR}.{NONCE}.{'s' * 16}", id="wrongly signed"),
        pytest.param(SIGNER.click_id(VISITOR, NONCE).replace("v", "w"), id="of another visitor"),
        pytest.param(SIGNER.click_id(VISITOR, NONCE) + "\n", id="with a newline behind it"),
        pytest.param(Signer(b"another secret, also long").click_id(VISITOR, NONCE), id="signed with another secret"),
        pytest.param("ü" * 50, id="not even ASCII"),
    ],
)
def test_a_forged_click_id_is_nobodys(forged: str | None) -> None:
    assert SIGNER.read_click_id(forged) is None


def test_a_cookie_names_its_visitor_and_a_forged_one_nobody() -> None:
    assert SIGNER.read_cookie(SIGNER.cookie(VISITOR)) == VISITOR
    assert SIGNER.read_cookie(f"{VISITOR}.{'x' * 16}") is None
    assert SIGNER.read_cookie(VISITOR) is None


def test_a_signature_for_a_click_is_not_one_for_a_cookie() -> None:
    signature = SIGNER.click_id(VISITOR, NONCE).rpartition(".")[2]
    assert SIGNER.read_cookie(f"{VISITOR}.{signature}") is None
