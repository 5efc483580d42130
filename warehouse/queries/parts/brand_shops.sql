SELECT shop, min(id) AS brand FROM newest FINAL ARRAY JOIN shops AS shop WHERE kind = 'brand' GROUP BY shop
