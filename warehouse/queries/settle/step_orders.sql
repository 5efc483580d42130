-- A step of a generation: of what was stored since, up to a place in each partition, the newest decision of each order.
INSERT INTO settled_orders (generation, order_key, shop, order_id, version, ordered_at, newest, currency, refunded, net, counted, came, parts,
    _epoch, _partition, _offset, _stored_at)
SELECT {settled:UInt64}, order_key, shop, order_id, version, ordered_at, newest, currency, refunded, net, counted, came, parts,
    _epoch, _partition, _offset, _stored_at
FROM credits
WHERE @since_settled() AND _offset < {step_to:Array(UInt64)}[_partition + 1]
ORDER BY version DESC
LIMIT 1 BY order_key, shop, order_id
SETTINGS max_threads = 1
