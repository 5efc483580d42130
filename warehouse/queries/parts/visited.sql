-- Clicks by link, or where creators are not told apart at once by campaign: a hundred sums instead of thousands.
SELECT /*creator:*/xxHash64(link.campaign)/*:creator*//*no creator:*/click.key/*:no creator*/ AS place, /*day:*/click.day AS day, /*:day*/
    /*campaign:*//*creator:*/link.campaign/*:creator*//*no creator:*/''/*:no creator*/ AS campaign, /*:campaign*/
    /*creator:*/link.creator AS creator, /*:creator*/ /*content:*/link.content AS content, /*:content*/
    0 AS net, 0 AS refunded, 0 AS orders, toInt64(click.many) AS clicks, 0 AS borne, 0 AS commission, 0 AS unattributed,
    false AS matters, false AS sold
FROM (
    SELECT /*creator:*/link_key/*:creator*//*no creator:*/link.place/*:no creator*/ AS key, /*day:*/toDate32(event_at) AS day, /*:day*/
        count() AS many
    FROM clicks AS click FINAL
    /*no creator:*/LEFT SEMI JOIN (
        SELECT version_key, xxHash64(campaign) AS place FROM (@terms())
        WHERE empty({creators:Array(String)})/*creators:*/ OR has({creators:Array(String)}, creator)/*:creators*/
    ) AS link ON link.version_key = click.link_key/*:no creator*/
    WHERE valid AND event_at >= fromUnixTimestamp64Milli({since:Int64}) AND event_at < fromUnixTimestamp64Milli({until:Int64})
    GROUP BY key/*day:*/, day/*:day*/
) AS click
/*creator:*/LEFT SEMI JOIN (
    SELECT * FROM (@terms()) WHERE empty({creators:Array(String)})/*creators:*/ OR has({creators:Array(String)}, creator)/*:creators*/
) AS link ON link.version_key = click.key/*:creator*/
