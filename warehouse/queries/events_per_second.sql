-- How many deliveries were stored in each second since a moment (milliseconds since 1970).
SELECT toUnixTimestamp(_stored_at) AS second, count() AS deliveries
FROM deliveries FINAL
WHERE _stored_at >= fromUnixTimestamp64Milli({since:Int64})
GROUP BY second
ORDER BY second
