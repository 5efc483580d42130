SELECT visitor FROM orders FINAL
WHERE visitor != '' AND shop = {shop:String} AND order_id IN (
    SELECT {order:String}
    UNION ALL
    SELECT order_id FROM orders WHERE shop = {shop:String} AND customer IN (
        SELECT customer FROM orders FINAL WHERE shop = {shop:String} AND order_id = {order:String} AND customer != ''
    )
)
