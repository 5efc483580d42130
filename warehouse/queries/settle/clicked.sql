-- How far clicks are stored: of the last epoch, by partition, the last offset.
SELECT _epoch AS epoch, _journal_partition AS partition, max(_journal_offset) AS offset
FROM clicks
WHERE _epoch = (SELECT max(_epoch) FROM clicks)
GROUP BY epoch, partition
ORDER BY partition
