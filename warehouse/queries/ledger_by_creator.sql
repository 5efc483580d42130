-- What was booked in a period for each creator, campaign and cause; amounts in minor units.
SELECT creator, campaign, cause, currency, sum(revenue) AS revenue, sum(commission) AS commission, count() AS entries
FROM ledger FINAL
WHERE booked_at >= fromUnixTimestamp64Milli({since:Int64}) AND booked_at < fromUnixTimestamp64Milli({until:Int64})
GROUP BY creator, campaign, cause, currency
ORDER BY creator, campaign, cause, currency
