SELECT id AS brand, newest.1 AS brand_name, newest.2 AS reports_in, newest.3 AS shops
FROM (SELECT id, argMax((name, toString(reports_in), shops), valid_from) AS newest FROM catalog WHERE kind = 'brand' GROUP BY id)
