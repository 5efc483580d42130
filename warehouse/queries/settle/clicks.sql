-- The clicks of a period up to a place in each partition, on every level: those of campaigns that report in its currency.
INSERT INTO settled_figures (sums, level, key, place, day, campaign, creator, content, clicks)
SELECT {sums:UInt64} AS sums, multiIf(grouping(day) = 0, 'day', grouping(content) = 0, 'content', grouping(creator) = 0, 'creator', 'campaign') AS level,
    multiIf(level = 'content', xxHash64(concat(creator, '\0', campaign, '\0', content)), level = 'creator', xxHash64(creator), 0) AS key,
    place, day, campaign, creator, content, sum(many) AS clicks
FROM (
    SELECT clicked.day AS day, plan.place AS place, link.campaign AS campaign, link.creator AS creator, link.content AS content, clicked.many AS many
    FROM (
        SELECT link_key, toDate32(event_at) AS day, count() AS many
        FROM (
            SELECT link_key, event_at, valid FROM clicks FINAL WHERE event_id NOT IN (SELECT event_id FROM clicks WHERE @clicked_since())
            UNION ALL
            SELECT link_key, event_at, valid
            FROM clicks
            WHERE NOT (@clicked_since()) AND event_id IN (SELECT event_id FROM clicks WHERE @clicked_since())
            ORDER BY _rank DESC
            LIMIT 1 BY event_id
        )
        WHERE valid AND event_at >= fromUnixTimestamp64Milli({since:Int64}) AND event_at < fromUnixTimestamp64Milli({until:Int64})
        GROUP BY link_key, day
    ) AS clicked
    SEMI LEFT JOIN (@terms()) AS link ON link.version_key = clicked.link_key
    SEMI LEFT JOIN (SELECT place, campaign FROM (@plans()) WHERE reports_in = {currency:String}) AS plan ON plan.campaign = link.campaign
)
GROUP BY GROUPING SETS ((place, day), (place, campaign), (place, creator), (place, campaign, creator, content))
SETTINGS max_threads = 1
