"""Rows laid out as Arrow columns, above all those that stand for several."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.arrow import arrow_table, arrow_type
from warehouse.tables import Table

TABLE = Table("told", ("order", "flags"), each=("model", "left"), lists=("creators", "amounts"))
DECLARED = {
    "order": "String",
    "flags": "Array(LowCardinality(String))",
    "model": "LowCardinality(String)",
    "left": "Int64",
    "creators": "Array(String)",
    "amounts": "Array(Int64)",
}
TYPES = {name: arrow_type(declared) for name, declared in DECLARED.items()}
INTEGERS = st.integers(-(2**63), 2**63 - 1)
SHARES = st.lists(st.tuples(st.text(max_size=3), INTEGERS), max_size=3)
CREDITS = st.lists(st.tuples(st.sampled_from(["payable", "linear"]), INTEGERS, SHARES), max_size=4)
ORDERS = st.lists(st.tuples(st.text(max_size=5), st.lists(st.text(max_size=2), max_size=2), CREDITS), min_size=1, max_size=5)


@settings(deadline=None)  # the first call loads what Arrow needs
@given(ORDERS)
def test_a_row_that_stands_for_several_is_written_out(orders):
    rows = []
    for order, flags, credits in orders:
        every = [share for _, _, shares in credits for share in shares]
        sizes = [len(shares) for _, _, shares in credits]
        each = [model for model, _, _ in credits], [left for _, left, _ in credits]
        rows.append((order, flags, *each, sizes, [creator for creator, _ in every], [amount for _, amount in every]))
    meant = [
        {"order": order, "flags": flags, "model": model, "left": left}
        | dict(zip(("creators", "amounts"), split(shares), strict=True))
        for order, flags, credits in orders
        for model, left, shares in credits
    ]
    assert arrow_table(TABLE, rows, TYPES).to_pylist() == meant
    assert TABLE.size(rows) == len(meant)


def split(shares):
    return [creator for creator, _ in shares], [amount for _, amount in shares]


def test_a_row_that_stands_for_itself_is_what_it_is():
    plain = Table("plain", ("order", "flags"))
    found = arrow_table(plain, [("a", []), ("b", ["x", "y"])], TYPES)
    assert found.schema == pa.schema({"order": TYPES["order"], "flags": TYPES["flags"]})
    assert found.to_pylist() == [{"order": "a", "flags": []}, {"order": "b", "flags": ["x", "y"]}]
    assert plain.size([("a", []), ("b", [])]) == 2


@pytest.mark.parametrize(
    ("table", "row"),
    [
        pytest.param(Table("plain", ("order", "left")), ("a", 1, 2), id="longer"),
        pytest.param(Table("plain", ("order", "left")), ("a",), id="shorter"),
        pytest.param(TABLE, ("a", [], ["linear"], [1], [1], ["ann"], [1], [2]), id="longer, for several"),
        pytest.param(TABLE, ("a", [], ["linear"], [1], [1], ["ann"]), id="shorter, for several"),
    ],
)
def test_a_row_of_another_length_is_refused(table, row):
    with pytest.raises(ValueError, match="zip"):
        arrow_table(table, [row], TYPES)
