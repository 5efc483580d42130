-- Events of which a later delivery says an earlier receipt: a touch counts from the first time it was heard of.
SELECT fact, subject, event_id, toUnixTimestamp64Milli(min(received)) AS earliest
FROM deliveries FINAL
WHERE home = 'fact' AND fact IN ('clicks', 'orders', 'refunds')
GROUP BY fact, subject, event_id
HAVING count() > 1 AND min(received) < argMax(received, _rank)
