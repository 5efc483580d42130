-- Orders of which something was stored since the books were last made up, and those that were open then.
SELECT shop, order_id FROM orders WHERE NOT (_epoch < {epoch:UInt16} OR _journal_offset < {journal_before:Array(UInt64)}[_journal_partition + 1])
UNION ALL
SELECT shop, order_id FROM refunds WHERE NOT (_epoch < {epoch:UInt16} OR _journal_offset < {journal_before:Array(UInt64)}[_journal_partition + 1])
UNION ALL
SELECT shop, order_id FROM decisions WHERE NOT (_epoch < {epoch:UInt16} OR _offset < {decided_before:Array(UInt64)}[_partition + 1])
UNION ALL
SELECT one.1, one.2 FROM (SELECT arrayJoin({still_open:Array(Tuple(String, String))}) AS one)
