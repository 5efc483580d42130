SELECT click.day AS day, link.campaign AS campaign, link.creator AS creator, link.content AS content, 0 AS net, 0 AS refunded,
    0 AS orders, toInt64(click.many) AS clicks, 0 AS borne, 0 AS commission, 0 AS unattributed, false AS matters, false AS sold
FROM (
    SELECT link_key, if(has($per, 'day'), toDate32(event_at), toDate32(0)) AS day, count() AS many
    FROM clicks FINAL
    WHERE valid AND event_at >= fromUnixTimestamp64Milli({since:Int64}) AND event_at < fromUnixTimestamp64Milli({until:Int64})
    GROUP BY link_key, day
) AS click
ANY LEFT JOIN (@terms()) AS link ON link.version_key = click.link_key
WHERE link.campaign != ''
