-- Paths that led to no sale: the creators whose links a browser followed in a window, oldest first, and how many browsers did so. Browsers
-- that bought, or are a candidate of an order, from the window's begin to a moment after its end are none of them.
SELECT path, count() AS visitors
FROM (
    SELECT arrayMap(one -> one.3, arraySort(groupArray((click.event_at, click.event_id, link.creator)))) AS path
    FROM (
        SELECT visitor, event_at, event_id, link_key FROM clicks FINAL
        WHERE valid AND visitor != '' AND visitor NOT IN (@buyers())
            AND event_at >= fromUnixTimestamp64Milli({since:Int64}) AND event_at < fromUnixTimestamp64Milli({until:Int64})
    ) AS click
    ANY LEFT JOIN (@terms()) AS link ON link.version_key = click.link_key
    WHERE link.creator != ''
    GROUP BY click.visitor
)
GROUP BY path
ORDER BY path
