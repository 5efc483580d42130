-- Deliveries whose fact is in no table.
SELECT fact, subject, event_id, topic, partition, offset
FROM (SELECT * FROM deliveries FINAL WHERE home = 'fact' AND (_epoch < {epoch:UInt16} OR _journal_offset < if(_source = 'affluent.journal.v1', {journal:Array(UInt64)}, {refused:Array(UInt64)})[_journal_partition + 1])) AS homes
LEFT ANTI JOIN (
    SELECT 'clicks' AS fact, '' AS subject, event_id, _topic, _partition, _offset FROM clicks FINAL WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
    UNION ALL
    SELECT 'orders', concat(shop, '/', order_id), event_id, _topic, _partition, _offset FROM orders FINAL WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
    UNION ALL
    SELECT 'refunds', concat(shop, '/', order_id), event_id, _topic, _partition, _offset FROM refunds FINAL WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
    UNION ALL
    SELECT 'engagements', '', event_id, _topic, _partition, _offset FROM engagements FINAL WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
    UNION ALL
    SELECT 'costs', '', event_id, _topic, _partition, _offset FROM costs FINAL WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
) AS facts USING (fact, subject, event_id)
ORDER BY topic, partition, offset
LIMIT 1 BY fact, subject, event_id
LIMIT {most:UInt32}
