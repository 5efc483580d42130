SELECT /*day:*/day, /*:day*/ /*campaign:*/campaign, /*:campaign*/ /*creator:*/creator, /*:creator*/ /*content:*/content, /*:content*/
    net, refunded, orders, clicks, cost, commission, unattributed,
    if(cost > 0, toDecimal64(intDiv(brought - positiveModulo(brought, cost), cost), 0) * toDecimal64('0.0001', 4), NULL) AS roas,
    if(cost > 0 AND margin_known,
        toDecimal64(intDiv(gained - positiveModulo(gained, spent), spent), 0) * toDecimal64('0.0001', 4), NULL) AS roi
FROM (
    /*no unsettled:*/@settled($per)/*:no unsettled*/
    /*unsettled:*/SELECT
        /*day:*/part.day AS day, /*:day*/ /*campaign:*/if(part.campaign = '', plan.campaign, part.campaign) AS campaign, /*:campaign*/
        /*creator:*/part.creator AS creator, /*:creator*/ /*content:*/part.content AS content, /*:content*/
        sum(part.net) AS net, sum(part.refunded) AS refunded, sum(part.orders) AS orders, sum(part.clicks) AS clicks,
        sum(part.unattributed) AS unattributed, sum(part.commission) AS commission, sum(part.borne) + commission AS cost,
        toInt128(net) * 10000 AS brought, toInt128(cost) * 1000000 AS spent,
        (/*campaign:*/toInt128(net) * max(ifNull(plan.margin_ppm, 0))/*:campaign*//*no campaign:*/sum(toInt128(part.net) * ifNull(plan.margin_ppm, 0))/*:no campaign*/ - spent) * 10000 AS gained,
        min(plan.margin_ppm IS NOT NULL OR NOT part.matters) AS margin_known
    FROM (
        SELECT /*content:*/who.place/*:content*/ /*person:*/credit.place/*:person*/ /*no creator:*/credit.key/*:no creator*/ AS place,
            /*day:*/credit.day AS day, /*:day*/ /*campaign:*/who.campaign AS campaign, /*:campaign*/
            /*creator:*/who.creator AS creator, /*:creator*/ /*content:*/who.content AS content, /*:content*/ credit.net AS net,
            credit.refunded AS refunded, credit.orders AS orders, 0 AS clicks, 0 AS borne, credit.commission AS commission,
            credit.unattributed AS unattributed, credit.matters AS matters, true AS sold
        FROM (
            /*payable:*/@paid($per)/*:payable*/
            /*model:*//*payable:*/UNION ALL/*:payable*/
            @shared($per)/*:model*/
        ) AS credit
        /*named:*/ANY LEFT JOIN (@called($per)) AS who ON who.key = credit.key/*:named*/
        UNION ALL
        @borne($per)
        UNION ALL
        @visited($per)
    ) AS part
    LEFT JOIN (@plans()) AS plan ON plan.place = part.place
    WHERE part.sold OR (part.clicks = 0 OR plan.reports_in = {currency:String})
        /*brands:*/AND (empty({brands:Array(String)}) OR has({brands:Array(String)}, plan.brand))/*:brands*/
        /*campaigns:*/AND (empty({campaigns:Array(String)}) OR has(arrayMap(one -> xxHash64(one), {campaigns:Array(String)}), part.place))/*:campaigns*/
    GROUP BY /*day:*/day, /*:day*/ /*campaign:*/campaign, /*:campaign*/ /*creator:*/creator, /*:creator*/ /*content:*/content, /*:content*/ 'all'
    /*content:*/ORDER BY net DESC, content, creator, campaign LIMIT {limit:UInt32}/*:content*//*person:*/ORDER BY net DESC, creator LIMIT {limit:UInt32}/*:person*//*:unsettled*/
)
