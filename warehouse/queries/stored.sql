-- A number that grows whenever something was stored: how far all partitions are in, of every epoch.
SELECT sum(told.offset) AS stored
FROM (SELECT max(offset) AS offset FROM ingested GROUP BY epoch, topic, partition) AS told
