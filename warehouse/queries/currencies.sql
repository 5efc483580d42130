-- What may be the usual currency: how many orders were decided in each (about), and the reporting currency of each brand.
SELECT '' AS brand, toString(currency) AS currency, uniq(shop, order_id) AS orders FROM decisions GROUP BY currency
UNION ALL
SELECT id AS brand, toString(reports_in) AS currency, 0 AS orders
FROM newest FINAL
WHERE kind = 'brand'
ORDER BY orders DESC, currency, brand
