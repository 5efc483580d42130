-- Every decision of a share of the orders of which one was stored since a moment, by order and version.
SELECT shop, order_id, document FROM decisions FINAL
WHERE (shop, order_id) IN (
    SELECT shop, order_id FROM decisions
    WHERE _stored_at >= fromUnixTimestamp64Milli({stored_since:Int64}) AND sipHash64(shop, order_id) % {batches:UInt32} = {batch:UInt32}
)
ORDER BY shop, order_id, version
