-- What was summed ahead, and what came since. A row stands as long as a part of it is credited or earns commission, or something was spent or clicked.
SELECT /*day:*/sums.day AS day, /*:day*/ /*campaign:*/if(sums.campaign = '', plan.campaign, sums.campaign) AS campaign, /*:campaign*/
    /*creator:*/sums.creator AS creator, /*:creator*/ /*content:*/sums.content AS content, /*:content*/
    /*campaign:*/sums.net AS net, sums.refunded AS refunded, sums.orders AS orders, sums.hits AS clicks, sums.rest AS unattributed,
    sums.owed AS commission, sums.bears + commission AS cost, toInt128(net) * 10000 AS brought, toInt128(cost) * 1000000 AS spent,
    (toInt128(net) * ifNull(plan.margin_ppm, 0) - spent) * 10000 AS gained,
    plan.margin_ppm IS NOT NULL OR NOT sums.matters AS margin_known/*:campaign*/
    /*no campaign:*/sum(sums.net) AS net, sum(sums.refunded) AS refunded, sum(sums.orders) AS orders, sum(sums.hits) AS clicks,
    sum(sums.rest) AS unattributed, sum(sums.owed) AS commission, sum(sums.bears) + commission AS cost, toInt128(net) * 10000 AS brought,
    toInt128(cost) * 1000000 AS spent, (sum(toInt128(sums.net) * ifNull(plan.margin_ppm, 0)) - spent) * 10000 AS gained,
    min(plan.margin_ppm IS NOT NULL OR NOT sums.matters) AS margin_known/*:no campaign*/
FROM (
    SELECT place, /*day:*/day, /*:day*/ /*campaign:*/campaign, /*:campaign*/ /*creator:*/creator, /*:creator*/ /*content:*/content, /*:content*/
        sum(credit) AS net, sum(back) AS refunded, sum(many) AS orders, sum(clicks) AS hits, sum(borne) AS bears, sum(commission) AS owed,
        /*all:*/sum(whole) - net/*:all*//*no all:*/0/*:no all*/ AS rest, sum(shares) != 0 OR sum(lines) != 0 AS matters
    FROM (@made_ahead($per))
    GROUP BY place/*day:*/, day/*:day*//*campaign:*/, campaign/*:campaign*//*creator:*/, creator/*:creator*//*content:*/, content/*:content*/
    HAVING matters OR sum(owing) != 0 OR hits != 0/*all:*/ OR rest != 0/*:all*/
    /*content:*/ORDER BY net DESC, content, creator, campaign LIMIT {limit:UInt32}/*:content*/
) AS sums
LEFT JOIN (SELECT xxHash64(campaign) AS place, campaign, margin_ppm FROM (@campaigns())) AS plan ON plan.place = sums.place
/*no campaign:*/GROUP BY /*day:*/day, /*:day*/ /*creator:*/creator, /*:creator*/ 'all'/*:no campaign*/
/*person:*/ORDER BY net DESC, creator LIMIT {limit:UInt32}/*:person*/
