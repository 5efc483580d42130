SELECT day, campaign, creator, content, net, refunded, orders, clicks, cost, commission, unattributed,
    if(cost > 0, toDecimal64(intDiv(brought - positiveModulo(brought, cost), cost), 0) * toDecimal64('0.0001', 4), NULL) AS roas,
    if(cost > 0 AND margin_known,
        toDecimal64(intDiv(gained - positiveModulo(gained, spent), spent), 0) * toDecimal64('0.0001', 4), NULL) AS roi
FROM (
    SELECT
        part.day AS day,
        if(has($per, 'campaign'), part.campaign, '') AS campaign,
        if(has($per, 'creator'), part.creator, '') AS creator,
        if(has($per, 'content'), part.content, '') AS content,
        sum(part.net) AS net, sum(part.refunded) AS refunded, sum(part.orders) AS orders, sum(part.clicks) AS clicks,
        sum(part.unattributed) AS unattributed, sum(part.commission) AS commission, sum(part.borne) + commission AS cost,
        toInt128(net) * 10000 AS brought, toInt128(cost) * 1000000 AS spent,
        (sum(toInt128(part.net) * ifNull(plan.margin_ppm, 0)) - spent) * 10000 AS gained,
        min(plan.margin_ppm IS NOT NULL OR NOT part.matters) AS margin_known
    FROM (
        SELECT credit.day AS day, who.campaign AS campaign, who.creator AS creator, who.content AS content, credit.net AS net,
            credit.refunded AS refunded, credit.orders AS orders, 0 AS clicks, 0 AS borne, credit.commission AS commission,
            credit.unattributed AS unattributed, credit.matters AS matters, true AS sold
        FROM (
            @paid($per)
            UNION ALL
            @shared($per)
        ) AS credit
        LEFT JOIN (
            @called($per)
        ) AS who ON who.key = credit.key
        UNION ALL
        @borne($per)
        UNION ALL
        @visited($per)
    ) AS part
    LEFT JOIN (@plans()) AS plan ON plan.campaign = part.campaign
    WHERE part.sold OR (part.clicks = 0 OR plan.reports_in = {currency:String})
        AND (empty({brands:Array(String)}) OR has({brands:Array(String)}, plan.brand))
        AND (empty({campaigns:Array(String)}) OR has({campaigns:Array(String)}, part.campaign))
        AND (empty({creators:Array(String)}) OR has({creators:Array(String)}, part.creator))
    GROUP BY day, campaign, creator, content
)
