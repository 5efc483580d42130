-- The figures of a filter in one row. `unattributed` is 0 where campaigns or creators are chosen: nobody's revenue belongs to none of
-- them. Targets are a campaign's: NULL unless exactly one campaign and no creator is chosen, and the target revenue also in another currency.
SELECT
    figure.net AS net, figure.unattributed AS unattributed,
    figure.refunded AS refunded, figure.orders AS orders, figure.clicks AS clicks, figure.cost AS cost, figure.commission AS commission,
    figure.roas AS roas, figure.roi AS roi,
    /*campaigns:*/if(aim.chosen = 1, aim.target_roas, NULL)/*:campaigns*//*no campaigns:*/NULL/*:no campaigns*/ AS target_roas,
    /*campaigns:*/if(aim.chosen = 1, aim.target_revenue, NULL)/*:campaigns*//*no campaigns:*/NULL/*:no campaigns*/ AS target_revenue
FROM (
    SELECT sum(net) AS net, sum(refunded) AS refunded, sum(orders) AS orders, sum(clicks) AS clicks, sum(cost) AS cost,
        sum(commission) AS commission, sum(unattributed) AS unattributed, any(roas) AS roas, any(roi) AS roi
    FROM (@figures(all))
) AS figure
/*campaigns:*/CROSS JOIN (
    SELECT count() AS chosen, any(target_roas) AS target_roas, any(target_revenue) AS target_revenue
    FROM (@targets())
    WHERE has({campaigns:Array(String)}, campaign) AND length({campaigns:Array(String)}) = 1 AND empty({creators:Array(String)})
) AS aim/*:campaigns*/
