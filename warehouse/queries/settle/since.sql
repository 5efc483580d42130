-- What was stored since: how many decisions, and by epoch and partition the first offset behind them.
SELECT _epoch AS epoch, _partition AS partition, count() AS decisions, max(_offset) + 1 AS offset
FROM credits
WHERE @since_settled()
GROUP BY epoch, partition
ORDER BY epoch, partition
