SELECT DISTINCT shop, order_id FROM orders FINAL WHERE (shop, order_id) IN (@asked()) OR (customer != '' AND (shop, customer) IN (
    SELECT shop, customer FROM orders FINAL WHERE customer != '' AND (shop, order_id) IN (@asked())
))
