-- What came after the allowed lateness of an order.
SELECT id, type, touch, ref, touched_at, received, allowed_until
FROM late FINAL
WHERE shop = {shop:String} AND order_id = {order:String}
ORDER BY received, id
