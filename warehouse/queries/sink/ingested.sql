-- How far each partition is in, in this epoch.
SELECT topic, partition, topic_id, max(offset) AS offset
FROM ingested
WHERE epoch = {epoch:UInt16}
GROUP BY topic, partition, topic_id
