-- Clicks that were stored since.
SELECT event_id, _rank AS version, toUnixTimestamp64Milli(event_at) AS at, toString(toDate32(event_at)) AS day, link_key, valid, _epoch AS epoch,
    _journal_partition AS partition, _journal_offset AS offset
FROM clicks
WHERE @clicked_since()
ORDER BY _journal_offset
LIMIT {most:UInt64} WITH TIES
