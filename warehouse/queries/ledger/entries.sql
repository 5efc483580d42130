-- What is booked of the same orders, in the order of booking.
SELECT entry, toUnixTimestamp64Milli(booked_at) AS booked_at, cause, corrects, shop, order_id, version, creator, campaign,
    collaboration, currency, revenue, commission
FROM ledger FINAL
WHERE (shop, order_id) IN (
    SELECT shop, order_id FROM decisions
    WHERE _stored_at >= fromUnixTimestamp64Milli({stored_since:Int64}) AND sipHash64(shop, order_id) % {batches:UInt32} = {batch:UInt32}
)
ORDER BY shop, order_id, version, creator, campaign, collaboration, currency
