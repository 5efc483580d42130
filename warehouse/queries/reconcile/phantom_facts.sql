-- Facts that no delivery stands behind.
SELECT fact, subject, event_id, _topic AS topic, _partition AS partition, _offset AS offset
FROM (
    SELECT 'clicks' AS fact, '' AS subject, event_id, _topic, _partition, _offset FROM clicks FINAL WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
    UNION ALL
    SELECT 'orders', concat(shop, '/', order_id), event_id, _topic, _partition, _offset FROM orders FINAL WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
    UNION ALL
    SELECT 'refunds', concat(shop, '/', order_id), event_id, _topic, _partition, _offset FROM refunds FINAL WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
    UNION ALL
    SELECT 'engagements', '', event_id, _topic, _partition, _offset FROM engagements FINAL WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
    UNION ALL
    SELECT 'costs', '', event_id, _topic, _partition, _offset FROM costs FINAL WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
) AS facts
LEFT ANTI JOIN (SELECT * FROM deliveries FINAL WHERE home = 'fact') AS homes
ON facts.fact = homes.fact AND facts.subject = homes.subject AND facts.event_id = homes.event_id
    AND facts._topic = homes.topic AND facts._partition = homes.partition AND facts._offset = homes.offset
ORDER BY topic, partition, offset
LIMIT {most:UInt32}
