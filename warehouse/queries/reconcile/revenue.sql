-- The newest decision of each order against its facts: events it does not know yet, events that have no fact, and its net
-- revenue against that of the facts it does know. A cancelled or a test order is worth nothing; a refund in another
-- currency than the newest telling's is left out. Of all orders, or of those touched since the books were last made up.
WITH
    arrayFilter(event -> has(known, event.1), told) AS tellings,
    arraySort(event -> (event.2, event.3, event.1), tellings)[-1] AS newest,
    newest.6 OR arrayExists(event -> event.3 = 3, tellings) AS void,
    arraySum(event -> if(has(known, event.1) AND event.3 = newest.5, event.2, 0), returned) AS refunds,
    if(void, 0, newest.4) AS gross,
    if(void, 0, refunds) AS refunded
SELECT
    shop, order_id, version, known_net, known_currency,
    toInt64(gross - refunded) AS facts_net,
    newest.5 AS facts_currency,
    arrayFilter(id -> NOT has(known, id), arrayMap(event -> event.1, arrayConcat(arrayMap(e -> tuple(e.1), told), arrayMap(e -> tuple(e.1), returned)))) AS unheard,
    arrayFilter(id -> NOT arrayExists(event -> event.1 = id, told) AND NOT arrayExists(event -> event.1 = id, returned), known) AS unfounded,
    age
FROM (
    SELECT shop, order_id, version, known, known_net, known_currency,
        toUInt64(dateDiff('second', greatest(decided_at, coalesce(told_at, decided_at), coalesce(returned_at, decided_at)), now64(3))) AS age,
        told, returned
    FROM (
        SELECT * FROM (
            SELECT shop, order_id, decisions.version AS version, events AS known, net AS known_net, currency AS known_currency,
                _stored_at AS decided_at, _epoch, _partition, _offset
            FROM decisions FINAL /*journal_before:*/WHERE (shop, order_id) IN (@touched())/*:journal_before*/
            ORDER BY shop, order_id, decisions.version DESC
            LIMIT 1 BY shop, order_id
        )
        WHERE (_epoch < {epoch:UInt16} OR _offset < {decided:Array(UInt64)}[_partition + 1])
    ) AS decided
    LEFT JOIN (
        SELECT shop, order_id, max(_stored_at) AS told_at,
            groupArray((event_id, event_at, toUInt8(indexOf(['placed', 'paid', 'edited', 'cancelled'], kind) - 1), net, currency, test)) AS told
        FROM orders FINAL
        WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
            /*journal_before:*/AND (shop, order_id) IN (@touched())/*:journal_before*/
        GROUP BY shop, order_id
    ) AS orders USING (shop, order_id)
    LEFT JOIN (
        SELECT shop, order_id, max(_stored_at) AS returned_at, groupArray((event_id, net, currency)) AS returned
        FROM refunds FINAL
        WHERE (_epoch < {epoch:UInt16} OR _journal_offset < {journal:Array(UInt64)}[_journal_partition + 1])
            /*journal_before:*/AND (shop, order_id) IN (@touched())/*:journal_before*/
        GROUP BY shop, order_id
    ) AS refunds USING (shop, order_id)
)
WHERE facts_net != known_net OR facts_currency != known_currency OR notEmpty(unheard) OR notEmpty(unfounded)
ORDER BY shop, order_id
LIMIT {most:UInt32}
