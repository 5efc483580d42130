-- What was decided since: orders as they are now, some of them several times.
SELECT order_key, shop, order_id, version, toUnixTimestamp64Milli(ordered_at) AS at, toString(toDate32(ordered_at)) AS day, currency,
    toUnixTimestamp64Milli(newest) AS newest, toUnixTimestamp64Milli(_stored_at) AS stored_at, refunded, net, counted, came, parts, _epoch AS epoch, _partition AS partition, _offset AS offset
FROM credits
WHERE @since_settled()
ORDER BY _offset
LIMIT {most:UInt64} WITH TIES
