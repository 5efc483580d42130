-- Every version of the decision about the orders of an id, in one shop or (shop empty) in all.
SELECT shop, order_id, version, document, _stored_at AS stored_at
FROM decisions FINAL
WHERE order_id = {order:String} AND ({shop:String} = '' OR shop = {shop:String})
ORDER BY shop, version
