-- The shops that told of an order, decided or not.
SELECT DISTINCT shop FROM orders WHERE order_id = {order:String} AND ({shop:String} = '' OR shop = {shop:String}) ORDER BY shop
