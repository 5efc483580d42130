"""Rows as Arrow columns: what both engines read fastest, with every integer and every moment exact."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, chain
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types

TYPES = {
    "String": pa.string(),
    "Bool": pa.bool_(),
    "UInt8": pa.uint8(),
    "UInt16": pa.uint16(),
    "UInt32": pa.uint32(),
    "UInt64": pa.uint64(),
    "Int64": pa.int64(),
    "Date32": pa.date32(),
    "DateTime64(3, 'UTC')": pa.timestamp("ms", "UTC"),
    "Decimal(18, 6)": pa.decimal128(18, 6),
}


def arrow_type(declared: str) -> Any:
    """The Arrow type of a ClickHouse type that our migrations use; raises KeyError for any other."""
    outer, _, inner = declared.removesuffix(")").partition("(")
    if outer == "Array":
        return pa.list_(arrow_type(inner))
    return arrow_type(inner) if outer in ("LowCardinality", "Nullable") else TYPES[declared]


def arrow_table(rows: Sequence[Sequence[Any]], types: Mapping[str, Any]) -> Any:
    """Rows as an Arrow table of these columns, name to type. Moments are integer milliseconds or aware datetimes."""
    columns = zip(*rows, strict=True)
    return pa.table({name: _array(values, kind) for (name, kind), values in zip(types.items(), columns, strict=True)})


def _array(values: Sequence[Any], kind: Any) -> Any:
    if not pa.types.is_list(kind):
        return pa.array(values, kind)
    flat = _array(list(chain.from_iterable(values)), kind.value_type)  # laid flat: several times as fast as nested lists
    return pa.ListArray.from_arrays(pa.array(accumulate(map(len, values), initial=0), pa.int32()), flat)
