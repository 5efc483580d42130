-- What was booked in a period, line by line; amounts in minor units.
SELECT entry, booked_at, cause, corrects, shop, order_id, creator, campaign, collaboration, currency, revenue, commission
FROM ledger FINAL
WHERE booked_at >= fromUnixTimestamp64Milli({since:Int64}) AND booked_at < fromUnixTimestamp64Milli({until:Int64})
ORDER BY booked_at, shop, order_id, version, creator, campaign, collaboration, currency
