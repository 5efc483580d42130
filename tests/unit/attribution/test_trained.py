"""What a trained model credits of an order: all of the net, to those on the path, in proportion."""

from hypothesis import given
from hypothesis import strategies as st

from domain.attribution.trained import shares_of, weights_of

CREATORS = st.sampled_from(["ada", "ben", "cleo", "dana"])
VALUES = st.dictionaries(CREATORS, st.floats(-1e-9, 1e6, allow_nan=False), min_size=0)


def test_an_order_worked_by_hand() -> None:
    """Removal effects 2/3 and 1 share 10.00 as 4.00 and 6.00; ben, who touched twice, counts once."""
    weights = weights_of({"ada": 0.666666666667, "ben": 1.0, "cleo": 0.5})
    assert shares_of(1000, ("ben", "ada", "ben"), weights) == {"ada": 400, "ben": 600}


def test_who_has_no_weight_gets_nothing_and_what_nobody_gets_is_unattributed() -> None:
    assert shares_of(1000, ("ada", "new"), weights_of({"ada": 0.1})) == {"ada": 1000, "new": 0}
    assert shares_of(1000, ("new",), weights_of({"ada": 0.1})) == {"new": 0}
    assert shares_of(1000, (), weights_of({"ada": 0.1})) == {}


@given(st.integers(-(10**12), 10**12), st.lists(CREATORS, max_size=8), VALUES)
def test_shares_and_what_is_nobodys_sum_to_the_net(net: int, path: list[str], values: dict[str, float]) -> None:
    weights = weights_of(values)
    shares = shares_of(net, path, weights)
    some = any(weights.get(creator) for creator in path)
    assert sum(shares.values()) == (net if some else 0)
    assert shares.keys() == set(path)
    assert all(amount * net >= 0 for amount in shares.values())
    assert all(amount == 0 for creator, amount in shares.items() if not weights.get(creator))


@given(st.integers(0, 10**9), st.lists(CREATORS, max_size=8), VALUES)
def test_a_refund_mirrors_its_sale_and_the_order_of_touches_changes_nothing(
    net: int, path: list[str], values: dict[str, float]
) -> None:
    weights = weights_of(values)
    sold = shares_of(net, path, weights)
    assert shares_of(-net, path[::-1], weights) == {creator: -amount for creator, amount in sold.items()}
