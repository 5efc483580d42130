-- Orders that were told of and have no decision; of all orders, or of those touched since the books were last made up.
SELECT shop, order_id, age
FROM (
    SELECT shop, order_id, toUInt64(dateDiff('second', max(_stored_at), now64(3))) AS age FROM orders
    WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
        /*journal_before:*/AND (shop, order_id) IN (@touched())/*:journal_before*/
    GROUP BY shop, order_id
) AS told
LEFT ANTI JOIN (
    SELECT DISTINCT shop, order_id FROM decisions /*journal_before:*/WHERE (shop, order_id) IN (@touched())/*:journal_before*/
) AS decided USING (shop, order_id)
ORDER BY shop, order_id
LIMIT {most:UInt32}
