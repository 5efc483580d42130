-- The books in numbers, of everything that is written to its end; and what came to be known since they were last made up: facts
-- delivered for the first time, orders, and decided orders. To count these over and over from the beginning takes seconds.
SELECT
    @received(),
    (SELECT count() FROM deliveries FINAL WHERE home = 'dead_letter' AND (_epoch < {epoch:UInt16} OR _journal_offset < if(_source = 'affluent.journal.v1', {journal:Array(UInt64)}, {refused:Array(UInt64)})[_journal_partition + 1])) AS dead_letters,
    (SELECT count() FROM (
        SELECT fact, subject, event_id FROM deliveries
        WHERE home = 'fact' AND _source = 'affluent.journal.v1' AND (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
            AND event_id IN (
                SELECT event_id FROM deliveries
                WHERE home = 'fact' AND NOT (_epoch < {epoch:UInt16} OR _journal_offset < {journal_before:Array(UInt64)}[_journal_partition + 1])
            )
        GROUP BY fact, subject, event_id
        HAVING countIf(_epoch < {epoch:UInt16} OR _journal_offset < {journal_before:Array(UInt64)}[_journal_partition + 1]) = 0
    )) AS new_facts,
    (SELECT count() FROM (
        SELECT shop, order_id FROM orders
        WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1]) AND (shop, order_id) IN (@touched())
        GROUP BY shop, order_id
        HAVING countIf(_epoch < {epoch:UInt16} OR _journal_offset < {journal_before:Array(UInt64)}[_journal_partition + 1]) = 0
    )) AS new_orders,
    (SELECT count() FROM (
        SELECT shop, order_id FROM decisions
        WHERE (_epoch < {epoch:UInt16} OR _offset < {decided:Array(UInt64)}[_partition + 1]) AND (shop, order_id) IN (@touched())
        GROUP BY shop, order_id
        HAVING countIf(_epoch < {epoch:UInt16} OR _offset < {decided_before:Array(UInt64)}[_partition + 1]) = 0
    )) AS new_decided
