-- What could not work, newest first, with its bytes (base64) and when it was sent again.
SELECT
    letter, topic, partition, offset, reason, detail, at, key, value,
    replays.times AS replays, replays.last AS replayed_at
FROM dead_letters FINAL
LEFT JOIN (
    SELECT letter, count() AS times, max(replayed_at) AS last FROM replays GROUP BY letter
) AS replays USING letter
ORDER BY _stored_at DESC, topic, partition, offset, letter
LIMIT {limit:UInt32}
