-- What may be the usual currency: how many orders were decided in each (about), and the reporting currency of each brand.
SELECT '' AS brand, toString(currency) AS currency, uniq(shop, order_id) AS orders FROM decisions GROUP BY currency
UNION ALL
SELECT id AS brand, JSONExtractString(argMax(document, (valid_from, recorded_at)), 'currency') AS currency, 0 AS orders
FROM catalog
WHERE kind = 'brand'
GROUP BY id
ORDER BY orders DESC, currency, brand
