-- The books in numbers, of everything that is written to its end.
SELECT
    @received(),
    (SELECT sum(times - 1) FROM (
        SELECT count() AS times FROM deliveries FINAL WHERE home = 'fact' AND (_epoch < {epoch:UInt16} OR _journal_offset < if(_source = 'affluent.journal.v1', {journal:Array(UInt64)}, {refused:Array(UInt64)})[_journal_partition + 1]) GROUP BY fact, subject, event_id
    )) AS duplicates,
    (SELECT count() FROM deliveries FINAL WHERE home = 'dead_letter' AND (_epoch < {epoch:UInt16} OR _journal_offset < if(_source = 'affluent.journal.v1', {journal:Array(UInt64)}, {refused:Array(UInt64)})[_journal_partition + 1])) AS dead_letters,
    (SELECT uniqExact(shop, order_id) FROM orders WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])) AS orders,
    (SELECT uniqExact(shop, order_id) FROM decisions WHERE (_epoch < {epoch:UInt16} OR _offset < {decided:Array(UInt64)}[_partition + 1])) AS decided
