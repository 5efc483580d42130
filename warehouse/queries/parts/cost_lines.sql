SELECT line.campaign AS campaign, contract.creator AS creator, line.content AS content, line.amount AS amount,
    line.currency AS currency, toInt64(line.accrues_from) AS first_day, toInt64(line.accrues_to) - toInt64(line.accrues_from) + 1 AS days
FROM (
    SELECT *,
        countIf(told AND kind = 'fee') OVER (PARTITION BY collaboration) AS of_contract,
        countIf(told AND kind = 'fee' AND collaboration = '') OVER (PARTITION BY campaign) AS of_campaign
    FROM (
        SELECT true AS told, toString(costs.kind) AS kind, costs.campaign AS campaign,
            if(costs.collaboration = '', made.collaboration, costs.collaboration) AS collaboration, costs.content AS content,
            costs.amount AS amount, toString(costs.currency) AS currency, costs.accrues_from AS accrues_from, costs.accrues_to AS accrues_to
        FROM (
            SELECT kind, campaign, collaboration, content, amount, currency, accrues_from, accrues_to FROM costs FINAL
        ) AS costs
        LEFT JOIN (@contents()) AS made ON made.content = costs.content
        UNION ALL
        SELECT false, 'fee', agreed.campaign, agreed.collaboration, '', agreed.fee, agreed.fee_currency, plan.starts_on, plan.ends_on
        FROM (@collaborations()) AS agreed
        INNER JOIN (@campaigns()) AS plan ON plan.campaign = agreed.campaign
        WHERE agreed.fee != 0
    )
) AS line
LEFT JOIN (@collaborations()) AS contract ON contract.collaboration = line.collaboration
WHERE line.told OR line.of_contract = 0 AND line.of_campaign = 0
