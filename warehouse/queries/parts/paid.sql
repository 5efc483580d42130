SELECT owner AS key, day, {model:String} = 'payable' AS chosen, sumIf(amount, chosen) AS net, sumIf(back, nth = 1 AND chosen) AS refunded,
    toInt64(sumIf(many, nth = 1 AND chosen)) AS orders, sumIf(rest, nth = 1 AND chosen) AS unattributed, sum(commission) AS commission,
    chosen AND key != 0 AS matters
FROM (
    SELECT made.day AS day, made.back AS back, made.many AS many, made.rest AS rest, made.of_shop AS shop, empty(team.owners) AS alone,
        if(alone, [made.key], if(has($per, 'creator'), team.owners, team.campaigns)) AS keys,
        if(alone, [made.got], made.parts) AS amounts,
        if(alone, [made.owed], made.owed_parts) AS commissions,
        if(alone, [true], arrayMap((c, k) -> @inside(), team.creators, team.campaigns)) AS insides,
        multiIf(alone OR empty($per), arrayMap(one -> toUInt64(0), keys), has($per, 'content'), team.owners,
            has($per, 'creator'), team.creators, team.campaigns) AS rows
    FROM (
        WITH paid_creator AS c, paid_campaign AS k, payees != 0 AND paid_campaign = 0 AS by_team
        SELECT
            if(has($per, 'creator') OR by_team, payees, paid_campaign) AS key,
            if(has($per, 'day'), toDate32(ordered_at), toDate32(0)) AS day,
            if(by_team, toString(shop), '') AS of_shop,
            sum(paid) AS got, sum(commission) AS owed, sumForEach(paid_parts) AS parts, sumForEach(commission_parts) AS owed_parts,
            sumIf(refunded, payees != 0) AS back, countIf(counted AND payees != 0) AS many,
            sumIf(net - paid, empty($per) AND @by_shop()) AS rest
        FROM credits FINAL
        WHERE @in_period() AND if(payees = 0, empty($per), by_team OR @inside())
        GROUP BY key, day, of_shop
    ) AS made
    LEFT JOIN (
        SELECT team, any(teams.owners) AS owners, any(teams.creators) AS creators, any(teams.campaigns) AS campaigns FROM teams GROUP BY team
    ) AS team ON team.team = made.key
)
ARRAY JOIN keys AS owner, amounts AS amount, commissions AS commission, insides AS inside, if(alone, [1], arrayEnumerateUniq(rows, insides)) AS nth
WHERE inside
GROUP BY key, day
