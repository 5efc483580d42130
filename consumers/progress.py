"""How far the warehouse is in: the only truth about where a sink goes on reading."""

from collections.abc import Mapping

from consumers.batch import Partition, Progress
from consumers.records import SOURCES
from warehouse.connect import Warehouse
from warehouse.tables import DELIVERIES, INGESTED, Table


class WrongEpoch(Exception):
    """A topic or the warehouse is not the one this epoch began with; the message says what to set."""


def refuse_past_epoch(warehouse: Warehouse, epoch: int) -> None:
    """Raises WrongEpoch if the warehouse has seen a later epoch than ours."""
    newest = warehouse.select("sink/newest_epoch")[0]["epoch"]
    if newest > epoch:
        raise WrongEpoch(f"the warehouse is in epoch {newest}: AFFLUENT_EPOCH {epoch} has passed")


def progress_of(warehouse: Warehouse, epoch: int, partition: Partition, topic_id: str) -> Progress:
    """What is stored of a partition. Raises WrongEpoch if the topic was made anew since."""
    rows = warehouse.select("sink/ingested", epoch=epoch)
    mine = [row for row in rows if (row["topic"], row["partition"]) == partition]
    if any(row["topic_id"] != topic_id for row in mine):
        raise WrongEpoch(f"topic {partition[0]} was deleted and made anew: raise AFFLUENT_EPOCH above {epoch}")
    offset = max((row["offset"] for row in mine), default=0)
    tables = SOURCES[partition[0]].tables
    return Progress(offset, {table.name: _stored(warehouse, epoch, partition, offset, table) for table in tables})


def _stored(warehouse: Warehouse, epoch: int, partition: Partition, offset: int, table: Table) -> frozenset[int]:
    topic, number = partition
    where = {"epoch": epoch, "partition": number, "offset": offset}
    if table is DELIVERIES:
        rows = warehouse.select("sink/deliveries_beyond", source=topic, **where)
    else:
        columns = {"partition_column": table.partition, "offset_column": table.offset}
        rows = warehouse.select("sink/stored_beyond", table=table.name, **columns, **where)
    return frozenset(row["offset"] for row in rows)


def note_progress(warehouse: Warehouse, epoch: int, ends: Mapping[Partition, int], topic_ids: Mapping[str, str]) -> None:
    """Say that everything before these offsets is stored: one row for each partition, written last."""
    if ends:
        rows = [(epoch, topic, number, topic_ids[topic], offset) for (topic, number), offset in ends.items()]
        warehouse.insert(INGESTED, rows)
