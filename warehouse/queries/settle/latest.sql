-- The orders of a generation in a period that were decided last.
SELECT shop, order_id, version, toUnixTimestamp64Milli(newest) AS newest, toUnixTimestamp64Milli(_stored_at) AS stored_at
FROM settled_orders
WHERE generation = {settled:UInt64} AND @in_period()
ORDER BY settled_orders.newest DESC, _stored_at DESC, shop, order_id
LIMIT {most:UInt64}
