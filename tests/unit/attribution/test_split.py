"""Money shared without losing a cent."""

from hypothesis import given
from hypothesis import strategies as st

from domain.attribution.split import split

amounts = st.integers(-(10**15), 10**15)
weights = st.lists(st.integers(0, 2**40), min_size=1, max_size=12).filter(any)


@given(amounts, weights)
def test_the_parts_are_the_amount(amount: int, shares: list[int]) -> None:
    assert sum(split(amount, shares)) == amount


@given(amounts, weights)
def test_each_part_is_within_one_unit_of_its_exact_share(amount: int, shares: list[int]) -> None:
    total = sum(shares)
    assert all(abs(part * total - amount * share) < total for part, share in zip(split(amount, shares), shares, strict=True))


@given(amounts, weights)
def test_a_full_refund_cancels_every_share(amount: int, shares: list[int]) -> None:
    assert split(-amount, shares) == tuple(-part for part in split(amount, shares))


@given(amounts, weights)
def test_no_weight_no_money(amount: int, shares: list[int]) -> None:
    assert all(part == 0 for part, share in zip(split(amount, shares), shares, strict=True) if not share)


def test_what_is_left_over_goes_to_the_largest_remainders_earlier_first() -> None:
    assert split(100, [1, 1, 1]) == (34, 33, 33)
    assert split(101, [40, 20, 40]) == (41, 20, 40)  # 40.4, 20.2, 40.4
    assert split(10, [3, 3, 1]) == (4, 4, 2)  # 4.29, 4.29, 1.43: the one left over goes to .43
    assert split(-5, [1, 1]) == (-3, -2)


def test_nobody_to_share_with_leaves_nothing_shared() -> None:
    assert split(100, []) == ()
    assert split(100, [0, 0]) == (0, 0)
