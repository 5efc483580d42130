-- How many orders were placed in a period, and when the first and the last of them.
SELECT count() AS orders, toUnixTimestamp64Milli(min(placed)) AS first, toUnixTimestamp64Milli(max(placed)) AS last
FROM (SELECT min(ordered_at) AS placed FROM orders FINAL WHERE (shop, order_id) IN (@asked()) GROUP BY shop, order_id)
