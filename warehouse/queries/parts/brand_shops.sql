SELECT shop, min(brand) AS brand FROM (@brands()) AS brands ARRAY JOIN shops AS shop GROUP BY shop
