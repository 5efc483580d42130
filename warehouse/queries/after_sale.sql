-- Clicks of an order's browsers from `since`, when it had been placed, until `until`: the newest, and how many there are. Its browsers are those
-- that it or another order of its buyers was placed with. Found by the index first and read by key then, for FINAL on an index reads far more.
SELECT click.event_id AS touch, toUnixTimestamp64Milli(click.event_at) AS at, click.link_version AS ref, click.visitor AS visitor,
    link.creator AS creator, link.campaign AS campaign, link.content AS content, count() OVER () AS many
FROM (
    SELECT event_id, event_at, link_version, link_key, visitor FROM clicks FINAL
    WHERE event_id IN (SELECT event_id FROM clicks WHERE visitor IN (@browsers()) AND event_at >= fromUnixTimestamp64Milli({since:Int64})
            AND event_at < fromUnixTimestamp64Milli({until:Int64}))
        AND visitor IN (@browsers()) AND event_at >= fromUnixTimestamp64Milli({since:Int64}) AND event_at < fromUnixTimestamp64Milli({until:Int64})
) AS click
ANY LEFT JOIN (@terms()) AS link ON link.version_key = click.link_key
ORDER BY at DESC, touch
LIMIT {limit:UInt32}
