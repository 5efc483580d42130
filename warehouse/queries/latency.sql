-- Milliseconds from receipt to the row, of what was received since a moment (milliseconds since 1970): clicks as facts, orders as decisions that were streamed.
SELECT
    kind,
    count() AS rows,
    quantileExact(0.5)(ms) AS p50,
    quantileExact(0.95)(ms) AS p95,
    quantileExact(0.99)(ms) AS p99
FROM (
    SELECT 'click' AS kind, toUnixTimestamp64Milli(_stored_at) - toUnixTimestamp64Milli(received) AS ms
    FROM clicks FINAL WHERE received >= fromUnixTimestamp64Milli({since:Int64})
    UNION ALL
    SELECT 'decision' AS kind, toUnixTimestamp64Milli(_stored_at) - toUnixTimestamp64Milli(newest) AS ms
    FROM decisions FINAL WHERE newest >= fromUnixTimestamp64Milli({since:Int64}) AND _epoch < 2048
)
GROUP BY kind
ORDER BY kind
