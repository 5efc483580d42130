-- How many orders were placed in a period, and when the first and the last of them.
SELECT count() AS orders, toUnixTimestamp64Milli(min(placed)) AS first, toUnixTimestamp64Milli(max(placed)) AS last
FROM (SELECT min(ordered_at) AS placed FROM orders FINAL GROUP BY shop, order_id)
WHERE placed >= fromUnixTimestamp64Milli({since:Int64}) AND placed < fromUnixTimestamp64Milli({until:Int64})
