SELECT shop, order_id FROM orders FINAL
WHERE sipHash64(shop, order_id) % {batches:UInt32} = {batch:UInt32}
GROUP BY shop, order_id
HAVING min(ordered_at) >= fromUnixTimestamp64Milli({since:Int64}) AND min(ordered_at) < fromUnixTimestamp64Milli({until:Int64})
