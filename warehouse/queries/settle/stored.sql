-- The generations or sums that there are in a table.
SELECT DISTINCT toUInt64(partition) AS id
FROM system.parts
WHERE database = currentDatabase() AND table = {table:String} AND active
ORDER BY id
