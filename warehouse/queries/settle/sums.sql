-- The sums of a generation over a period, on every level.
INSERT INTO settled_sums
@summed(day)
UNION ALL
@summed(campaign)
UNION ALL
@summed(creator person)
UNION ALL
@summed(campaign creator content)
UNION ALL
SELECT {sums:UInt64}, 'day', toDate32(ordered_at) AS day, 0, 0, sum(net), 0, 0,
    (0, 0, 0, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0, 0, 0, 0)
FROM settled_orders
WHERE generation = {settled:UInt64} AND @in_period()
GROUP BY day
SETTINGS max_threads = 1
