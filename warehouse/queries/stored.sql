-- A number that grows whenever something was stored: how far all partitions are in, of every epoch, and when a model was trained last.
SELECT sum(told.offset) + (SELECT max(_rank) FROM trained_models) AS stored
FROM (SELECT max(offset) AS offset FROM ingested GROUP BY epoch, topic, partition) AS told
