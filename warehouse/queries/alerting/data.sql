-- The newest data that a judgement may rest on, in milliseconds since 1970: the newest receipt of anything. But while something that
-- was told of an order after all that is decided waits for its decision, it is the newest that is decided: revenue lags behind cost then.
WITH
    (SELECT max(newest) FROM decisions) AS decided,
    (
        SELECT count() FROM (
            SELECT shop, order_id, event_id FROM orders
            WHERE (shop, order_id, event_id) IN (SELECT shop, order_id, event_id FROM orders WHERE received > decided)
            GROUP BY shop, order_id, event_id HAVING min(received) > decided  -- not one that only came again
            UNION ALL
            SELECT shop, order_id, event_id FROM refunds
            WHERE (shop, order_id, event_id) IN (SELECT shop, order_id, event_id FROM refunds WHERE received > decided)
            GROUP BY shop, order_id, event_id HAVING min(received) > decided
        )
    ) AS undecided
SELECT toUnixTimestamp64Milli(if(undecided > 0, decided, (SELECT max(received) FROM deliveries))) AS data_at
