-- How many orders with a decision were placed in a window, its valid clicks, and those of them that no browser is known of.
SELECT (SELECT count() FROM (@placed())) AS orders, count() AS clicks, countIf(visitor = '') AS clicks_without_visitor
FROM clicks FINAL
WHERE valid AND event_at >= fromUnixTimestamp64Milli({since:Int64}) AND event_at < fromUnixTimestamp64Milli({until:Int64})
