-- Offsets of one partition, at or after a given one, of which a table holds rows: a crash came before `ingested` was written.
SELECT DISTINCT {offset_column:Identifier} AS offset
FROM {table:Identifier}
WHERE _epoch = {epoch:UInt16} AND {partition_column:Identifier} = {partition:UInt32} AND {offset_column:Identifier} >= {offset:UInt64}
