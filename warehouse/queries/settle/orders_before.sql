-- Orders as a generation has them.
SELECT order_key, shop, order_id, version, toUnixTimestamp64Milli(ordered_at) AS at, toString(toDate32(ordered_at)) AS day, currency, refunded, net, counted, came, parts
FROM settled_orders
WHERE generation = {settled:UInt64} AND order_key IN {order_keys:Array(UInt64)}
