-- All clicks, between two moments, of every browser that a batch's orders, or other orders of their buyers, were placed with.
SELECT event_id, toUnixTimestamp64Milli(event_at) AS at, toUnixTimestamp64Milli(received) AS received, link, link_version, visitor,
    flags, referrer_host
FROM clicks FINAL
WHERE event_at > fromUnixTimestamp64Milli({clicks_after:Int64}) AND event_at <= fromUnixTimestamp64Milli({clicks_until:Int64})
    AND visitor IN (SELECT visitor FROM orders FINAL WHERE visitor != '' AND (shop, order_id) IN (@related()))
