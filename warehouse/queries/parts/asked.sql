SELECT shop, order_id FROM orders FINAL
WHERE sipHash64(shop, order_id) % {batches:UInt32} = {batch:UInt32} AND ({decided_since:Int64} = 0 OR (shop, order_id) IN (
    SELECT shop, order_id FROM decisions WHERE _stored_at >= fromUnixTimestamp64Milli({decided_since:Int64})
))
GROUP BY shop, order_id
HAVING min(ordered_at) >= fromUnixTimestamp64Milli({since:Int64}) AND min(ordered_at) < fromUnixTimestamp64Milli({until:Int64})
