-- How far a generation goes: of its last epoch, by partition, the first offset that it does not hold.
SELECT _epoch AS epoch, _partition AS partition, max(_offset) AS offset
FROM settled_orders
WHERE generation = {settled:UInt64} AND _epoch = (SELECT max(_epoch) FROM settled_orders WHERE generation = {settled:UInt64})
GROUP BY epoch, partition
ORDER BY partition
