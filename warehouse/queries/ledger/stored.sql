-- Of how many orders something was stored since a moment.
SELECT uniqExact(shop, order_id) AS orders
FROM decisions
WHERE _stored_at >= fromUnixTimestamp64Milli({stored_since:Int64})
