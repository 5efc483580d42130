-- Rows that are physically there more than once: same key, same record, same place in it.
SELECT tbl, key, topic, partition, offset, index, times FROM (
    SELECT fact AS tbl, trimLeft(concat(subject, ' ', event_id)) AS key, _topic AS topic, _partition AS partition, _offset AS offset,
        _journal_index AS index, count() AS times
    FROM (
    SELECT 'clicks' AS fact, '' AS subject, event_id, _topic, _partition, _offset, _epoch, _journal_partition, _journal_offset, _journal_index FROM clicks  WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
    UNION ALL
    SELECT 'orders', concat(shop, '/', order_id), event_id, _topic, _partition, _offset, _epoch, _journal_partition, _journal_offset, _journal_index FROM orders  WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
    UNION ALL
    SELECT 'refunds', concat(shop, '/', order_id), event_id, _topic, _partition, _offset, _epoch, _journal_partition, _journal_offset, _journal_index FROM refunds  WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
    UNION ALL
    SELECT 'engagements', '', event_id, _topic, _partition, _offset, _epoch, _journal_partition, _journal_offset, _journal_index FROM engagements  WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
    UNION ALL
    SELECT 'costs', '', event_id, _topic, _partition, _offset, _epoch, _journal_partition, _journal_offset, _journal_index FROM costs  WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
    )
    GROUP BY fact, subject, event_id, _topic, _partition, _offset, _epoch, _journal_partition, _journal_offset, _journal_index
    HAVING times > 1
    UNION ALL
    SELECT 'deliveries', concat(topic, '/', toString(partition), '/', toString(offset)), topic, partition, offset,
        _journal_index, count() AS times
    FROM deliveries WHERE (_epoch < {epoch:UInt16} OR _journal_offset < if(_source = 'affluent.journal.v1', {journal:Array(UInt64)}, {refused:Array(UInt64)})[_journal_partition + 1])
    GROUP BY topic, partition, offset, _source, _epoch, _journal_partition, _journal_offset, _journal_index
    HAVING times > 1
    UNION ALL
    SELECT 'decisions', concat(shop, '/', order_id, ' version ', toString(version)), 'affluent.attributions.v1', _partition, _offset,
        0, count() AS times
    FROM decisions WHERE (_epoch < {epoch:UInt16} OR _offset < {decided:Array(UInt64)}[_partition + 1])
    GROUP BY shop, order_id, version, _epoch, _partition, _offset
    HAVING times > 1
    UNION ALL
    SELECT 'attributions', concat(shop, '/', order_id, ' ', model, ' version ', toString(version)), 'affluent.attributions.v1',
        _partition, _offset, 0, count() AS times
    FROM attributions WHERE (_epoch < {epoch:UInt16} OR _offset < {decided:Array(UInt64)}[_partition + 1])
    GROUP BY shop, order_id, model, version, _epoch, _partition, _offset
    HAVING times > 1
    UNION ALL
    SELECT 'dead_letters', letter, topic, partition, offset, 0, count() AS times
    FROM dead_letters WHERE (_epoch < {epoch:UInt16} OR _offset < {refused:Array(UInt64)}[_partition + 1])
    GROUP BY letter, topic, partition, offset, _epoch, _partition, _offset
    HAVING times > 1
)
ORDER BY tbl, key
LIMIT {most:UInt32}
