SELECT
    if(has($per, 'creator'), paid.paid_owner, paid.paid_campaign) AS key,
    if(has($per, 'day'), toDate32(paid.ordered_at), toDate32(0)) AS day,
    sumIf(paid.net, {model:String} = 'payable') AS net,
    sumIf(paid.refunded, {model:String} = 'payable') AS refunded,
    toInt64(countIf(paid.counted AND {model:String} = 'payable')) AS orders,
    sum(sign(paid.net) * (intDiv(abs(paid.net), 1000000) * agreed.commission_ppm
        + intDiv(abs(paid.net) % 1000000 * agreed.commission_ppm + 500000, 1000000))) AS commission,
    {model:String} = 'payable' AS matters
FROM (
    SELECT paid_owner, paid_campaign, ordered_at, net, refunded, counted, won
    FROM credits FINAL
    WHERE paid_owner != 0 AND @in_period()
        AND @of_brands(paid_campaign)
        AND (empty({campaigns:Array(String)}) OR has(arrayMap(one -> sipHash64(one), {campaigns:Array(String)}), paid_campaign))
        AND (empty({creators:Array(String)}) OR has(arrayMap(one -> sipHash64(one), {creators:Array(String)}), paid_creator))
) AS paid
ANY LEFT JOIN (@terms()) AS agreed ON agreed.version_key = paid.won
GROUP BY key, day
