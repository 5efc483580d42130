-- Up to when everything stored is booked, and of how many orders something was stored since a moment.
SELECT (SELECT toUnixTimestamp64Milli(max(until)) FROM booked) AS until,
    (SELECT uniqExact(shop, order_id) FROM decisions WHERE _stored_at >= fromUnixTimestamp64Milli({stored_since:Int64})) AS orders
