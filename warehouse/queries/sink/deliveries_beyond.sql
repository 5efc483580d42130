-- The same for deliveries, which come from two topics.
SELECT DISTINCT _journal_offset AS offset
FROM deliveries
WHERE _source = {source:String} AND _epoch = {epoch:UInt16} AND _journal_partition = {partition:UInt32} AND _journal_offset >= {offset:UInt64}
