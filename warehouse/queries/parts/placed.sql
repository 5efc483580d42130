SELECT shop, order_id FROM decisions
GROUP BY shop, order_id
HAVING argMax(ordered_at, decisions.version) >= fromUnixTimestamp64Milli({since:Int64})
    AND argMax(ordered_at, decisions.version) < fromUnixTimestamp64Milli({until:Int64})
