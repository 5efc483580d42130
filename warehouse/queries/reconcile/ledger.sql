-- Accounts of an order whose ledger entries do not sum to what its decision in force owes. An order is judged when its newest decision
-- was stored half a minute before the last booking: by then all of it is booked.
WITH
    'Array(Tuple(model String, shares Array(Tuple(creator String, campaign String, collaboration String, amount Int64))))' AS shares,
    'Array(Tuple(creator String, campaign String, collaboration String, amount Int64))' AS commissions,
    booked_orders AS (
        SELECT shop, order_id, max(decisions.version) AS version FROM decisions GROUP BY shop, order_id
        HAVING max(_stored_at) <= (SELECT max(until) - toIntervalSecond(30) FROM booked)
    ),
    last_booked AS (
        SELECT shop, order_id, version, currency, document FROM decisions FINAL
        WHERE (shop, order_id, version) IN (SELECT shop, order_id, version FROM booked_orders)
    )
SELECT shop, order_id, max(version) AS booked_last, creator, campaign, collaboration, currency, sum(booked_revenue) AS revenue,
    sum(booked_commission) AS commission, sum(owed_revenue) AS must_revenue, sum(owed_commission) AS must_commission
FROM (
    SELECT shop, order_id, version, creator, campaign, collaboration, currency, revenue AS booked_revenue,
        commission AS booked_commission, 0 AS owed_revenue, 0 AS owed_commission
    FROM ledger FINAL WHERE (shop, order_id) IN (SELECT shop, order_id FROM booked_orders)
    UNION ALL
    SELECT shop, order_id, version, share.1, share.2, share.3, currency, 0, 0, share.4, 0
    FROM (
        SELECT shop, order_id, version, currency, arrayJoin(
            arrayFirst(credit -> credit.1 = 'payable', JSONExtract(document, 'credits', shares)).2) AS share
        FROM last_booked
    )
    UNION ALL
    SELECT shop, order_id, version, owed.1, owed.2, owed.3, currency, 0, 0, 0, owed.4
    FROM (SELECT shop, order_id, version, currency, arrayJoin(JSONExtract(document, 'commissions', commissions)) AS owed FROM last_booked)
)
GROUP BY shop, order_id, creator, campaign, collaboration, currency
HAVING (revenue, commission) != (must_revenue, must_commission)
ORDER BY shop, order_id, creator, campaign, collaboration, currency
LIMIT {most:UInt32}
