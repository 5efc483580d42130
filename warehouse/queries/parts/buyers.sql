SELECT visitor FROM orders
WHERE visitor != '' AND ordered_at >= fromUnixTimestamp64Milli({since:Int64}) AND ordered_at < fromUnixTimestamp64Milli({known_until:Int64})
UNION ALL
SELECT candidate.visitor AS visitor
FROM (
    SELECT argMax(document, decisions.version) AS told FROM decisions
    WHERE ordered_at >= fromUnixTimestamp64Milli({since:Int64}) AND ordered_at < fromUnixTimestamp64Milli({known_until:Int64})
    GROUP BY shop, order_id
)
ARRAY JOIN JSONExtract(told, 'candidates', 'Array(Tuple(visitor String))') AS candidate
