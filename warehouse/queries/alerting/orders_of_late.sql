-- What the orders of a brand's shops have brought since a moment, whoever earned them; brand '' for the shops of none.
SELECT of_shop.brand AS brand, made.currency AS currency, sum(made.net) AS net, count() AS orders
FROM (SELECT shop, currency, net, ordered_at FROM credits FINAL) AS made
LEFT JOIN (@brand_shops()) AS of_shop ON of_shop.shop = made.shop
WHERE made.net > 0 AND made.ordered_at >= fromUnixTimestamp64Milli({since:Int64})
GROUP BY brand, currency
