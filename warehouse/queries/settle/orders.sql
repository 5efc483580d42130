-- A generation's orders: the newest decision of each, read at one moment.
INSERT INTO settled_orders (generation, order_key, shop, order_id, version, ordered_at, newest, currency, refunded, net, counted, came, parts,
    _epoch, _partition, _offset, _stored_at)
SELECT {settled:UInt64}, order_key, shop, order_id, version, ordered_at, newest, currency, refunded, net, counted, came, parts,
    _epoch, _partition, _offset, _stored_at
FROM credits FINAL
SETTINGS max_threads = 1
