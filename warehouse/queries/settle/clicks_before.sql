-- Clicks that were counted ahead.
SELECT event_id, _rank AS version, toUnixTimestamp64Milli(event_at) AS at, toString(toDate32(event_at)) AS day, link_key, valid
FROM clicks
WHERE event_id IN {clicks:Array(String)} AND NOT (@clicked_since())
