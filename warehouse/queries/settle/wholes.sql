-- The orders of a generation over a period as a whole: what they brought by day, and how they came.
INSERT INTO settled_figures (sums, level, day, came, whole, orders_payable)
SELECT {sums:UInt64} AS sums, 'day' AS level, toDate32(ordered_at) AS day, '' AS came, sum(net) AS whole, 0 AS orders_payable
FROM settled_orders
WHERE generation = {settled:UInt64} AND @in_period()
GROUP BY day
UNION ALL
SELECT {sums:UInt64} AS sums, 'came' AS level, toDate32(0) AS day, came, sum(net) AS whole,
    toInt64(countIf(counted OR came = 'test_order')) AS orders_payable
FROM settled_orders
WHERE generation = {settled:UInt64} AND @in_period()
GROUP BY came
SETTINGS max_threads = 1
