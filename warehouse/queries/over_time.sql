-- Every day (UTC) of the period, of a longer one the last three years: sales by order time, clicks by event time, cost by accrued days.
WITH
    intDiv({until:Int64} + 86399999, 86400000) AS to_day,
    greatest(intDiv({since:Int64}, 86400000), to_day - 1096) AS from_day
SELECT toDate(frame.number) AS day, figure.net AS net, figure.orders AS orders, figure.clicks AS clicks, figure.cost AS cost,
    figure.roas AS roas
FROM (SELECT from_day + number AS number FROM numbers(toUInt64(greatest(0, to_day - from_day)))) AS frame
LEFT JOIN (@figures(day)) AS figure
ON toInt64(figure.day) = frame.number
ORDER BY day
