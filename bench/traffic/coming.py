"""Rows that come in while a large warehouse is asked: made before the measurement, stored as the sink stores them.

Until 1 December 2026 the engine made them meanwhile, out of documents that it read for it: that took more than storing them.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from typing import NamedTuple

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types

from bench.traffic.big_warehouse import FIRST_ORDER
from warehouse.connect import Warehouse

TURNS = 300
"""So many are made; who needs more gets the first again, which replace themselves and cost as much."""
NEW = {
    "decisions": """SELECT * EXCEPT (_stored_at, _digest) REPLACE (concat('new-', order_id) AS order_id, 0 AS _partition,
        2000000000 + toUInt64(order_id) AS _offset)""",
    "credits": """SELECT * EXCEPT (_stored_at, _digest) REPLACE (concat('new-', order_id) AS order_id,
        xxHash64(concat(shop, '\\0new-', order_id)) AS order_key, 0 AS _partition, 2000000000 + toUInt64(order_id) AS _offset)""",
}
"""Behind everything that the warehouse was filled with, as what comes later is; new ones and changed ones in a partition each."""
CHANGED = """SELECT * EXCEPT (_stored_at, _digest) REPLACE (2 * version AS version, 1 AS _partition,
    2000000000 + toUInt64(order_id) AS _offset)"""
ORDERS = """FROM (SELECT * FROM {table:Identifier} FINAL WHERE order_id >= {first:String} AND order_id < {end:String})
    ORDER BY _offset"""
CLICKS = """SELECT * EXCEPT (_stored_at) REPLACE (concat(event_id, '-new') AS event_id, 0 AS _journal_partition,
    2000000000 + rowNumberInAllBlocks() AS _journal_offset) FROM (SELECT * FROM clicks LIMIT {count:UInt64})"""


class Turn(NamedTuple):
    """What comes at once: new orders, old ones that are decided anew, clicks."""

    orders: int
    changed: int
    clicks: int


def coming(warehouse: Warehouse, turn: Turn) -> Iterator[Mapping[str, pa.Table]]:
    """Rows by table, turn by turn, for ever; all of them are made before this returns."""
    kinds = [(table, sql, count) for table in NEW for sql, count in ((NEW[table], turn.orders), (CHANGED, turn.changed))]
    made = [(table, count, _of_orders(warehouse, table, sql, TURNS * count)) for table, sql, count in kinds]
    made.append(("clicks", turn.clicks, warehouse.client().query_arrow(CLICKS, {"count": TURNS * turn.clicks})))
    return in_turns(made)


def in_turns(made: Sequence[tuple[str, int, pa.Table]]) -> Iterator[Mapping[str, pa.Table]]:
    """For each turn so many rows of each of them, (table, rows a turn, all rows); for ever."""
    for number in cycle(range(TURNS)):
        rows: dict[str, list[pa.Table]] = {}
        for table, count, whole in made:
            rows.setdefault(table, []).append(whole.slice(number * count, count))
        yield {table: pa.concat_tables(parts) for table, parts in rows.items()}


def store(warehouse: Warehouse, rows: Mapping[str, pa.Table]) -> None:
    """Store what came at once."""
    for table, some in rows.items():
        warehouse.insert_arrow(table, some)


def _of_orders(warehouse: Warehouse, table: str, sql: str, count: int) -> pa.Table:
    told = {"table": table, "first": str(FIRST_ORDER), "end": str(FIRST_ORDER + count)}
    made = warehouse.client().query_arrow(f"{sql} {ORDERS}", told)
    if made.num_rows < count:
        raise ValueError(f"{made.num_rows} rows of {table} are to come instead of {count}")
    return made
