-- Every cost as it was told, and the fees that no cost told. Creators are looked for only where somebody asks: a collaboration's stands in its agreement.
SELECT campaign, /*creator:*/creator_of AS creator, /*:creator*//*no creator:*//*creators:*/creator_of AS creator, /*:creators*//*:no creator*/
    content, amount, currency, first_day, last_day - first_day + 1 AS days
FROM (
    SELECT *, sum(told_fee) OVER (PARTITION BY collaboration) AS of_contract,
        /*creator:*/max(creator) OVER (PARTITION BY collaboration) AS creator_of, /*:creator*//*no creator:*//*creators:*/max(creator) OVER (PARTITION BY collaboration) AS creator_of, /*:creators*//*:no creator*/
        sum(told_fee AND collaboration = '') OVER (PARTITION BY campaign) AS of_campaign
    FROM (
        SELECT true AS told, costs.kind = 'fee' AS told_fee, costs.campaign AS campaign,
            if(costs.collaboration = '', made.collaboration, costs.collaboration) AS collaboration, '' AS creator, costs.content AS content,
            costs.amount AS amount, toString(costs.currency) AS currency, toInt64(costs.accrues_from) AS first_day, toInt64(costs.accrues_to) AS last_day
        FROM (SELECT kind, campaign, collaboration, content, amount, currency, accrues_from, accrues_to FROM costs FINAL) AS costs
        LEFT JOIN (@contents()) AS made ON made.content = costs.content
        UNION ALL
        SELECT false, false, plan.campaign, agreed.collaboration, agreed.creator, '', agreed.fee, agreed.fee_currency, toInt64(plan.starts_on),
            toInt64(plan.ends_on)
        FROM (@collaborations()) AS agreed
        LEFT JOIN (@campaigns()) AS plan ON plan.campaign = agreed.campaign
    )
)
WHERE told OR campaign != '' AND amount != 0 AND of_contract = 0 AND of_campaign = 0
