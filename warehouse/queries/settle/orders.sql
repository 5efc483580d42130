-- A generation's orders: the newest decision of each, read at one moment.
INSERT INTO settled_orders
SELECT {settled:UInt64}, order_key, shop, order_id, version, ordered_at, currency, refunded, net, counted, parts, _epoch, _partition, _offset
FROM credits FINAL
SETTINGS max_threads = 1
