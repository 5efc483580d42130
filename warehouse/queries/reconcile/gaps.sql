-- Holes in the offsets of a raw partition, between the first and the last delivery that is known.
SELECT topic, partition, first, last, toUInt64(dateDiff('second', stored, now64(3))) AS age
FROM (
    SELECT topic, partition, offset + 1 AS first, next - 1 AS last, stored
    FROM (
        SELECT topic, partition, offset, leadInFrame(offset) OVER following AS next, leadInFrame(_stored_at) OVER following AS stored,
            count() OVER following AS more
        FROM (SELECT * FROM deliveries FINAL WHERE (_epoch < {epoch:UInt16} OR _journal_offset < if(_source = 'affluent.journal.v1', {journal:Array(UInt64)}, {refused:Array(UInt64)})[_journal_partition + 1]))
        WINDOW following AS (PARTITION BY topic, partition ORDER BY offset ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING)
    )
    WHERE more = 2 AND next > offset + 1
)
ORDER BY topic, partition, first
LIMIT {most:UInt32}
