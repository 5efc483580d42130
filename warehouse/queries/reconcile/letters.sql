-- Dead letters without a delivery, and deliveries that should be dead letters and are none.
SELECT 'letter' AS lacks, topic, partition, offset
FROM (SELECT topic, partition, offset FROM deliveries FINAL WHERE home = 'dead_letter' AND (_epoch < {epoch:UInt16} OR _journal_offset < if(_source = 'affluent.journal.v1', {journal:Array(UInt64)}, {refused:Array(UInt64)})[_journal_partition + 1])) AS homes
LEFT ANTI JOIN (SELECT topic, partition, offset FROM dead_letters) AS letters USING (topic, partition, offset)
UNION ALL
SELECT 'delivery' AS lacks, topic, partition, offset
FROM (
    SELECT DISTINCT topic, partition, offset FROM dead_letters WHERE has({raw:Array(String)}, topic) AND (_epoch < {epoch:UInt16} OR _offset < {refused:Array(UInt64)}[_partition + 1])
) AS letters
LEFT ANTI JOIN (SELECT topic, partition, offset FROM deliveries) AS homes USING (topic, partition, offset)
ORDER BY topic, partition, offset
LIMIT {most:UInt32}
