SELECT key, day, true AS chosen, sum(amount) AS net, sumIf(refunded, nth = 1) AS refunded, toInt64(countIf(counted AND nth = 1)) AS orders,
    sumIf(rest, nth <= 1) AS unattributed, toInt64(0) AS commission, key != 0 AS matters
FROM (
    SELECT refunded, counted,
        if(has($per, 'day'), toDate32(ordered_at), toDate32(0)) AS day,
        if(has($per, 'creator'), owners, campaigns) AS keys,
        @amounts() AS amounts,
        @bit() AS bit,
        if(empty($per) AND @by_shop(), net - arraySum(amounts), 0) AS rest,
        arrayMap((member, c, k) -> bitTest(member, bit) AND @inside(),
            members, creators, campaigns) AS insides,
        multiIf(has($per, 'content'), owners, has($per, 'creator'), creators, has($per, 'campaign'), campaigns,
            arrayMap(one -> toUInt64(0), members)) AS rows
    FROM credits FINAL
    WHERE {model:String} != 'payable' AND (notEmpty(members) OR empty($per)) AND @in_period()
)
LEFT ARRAY JOIN keys AS key, amounts AS amount, insides AS inside, arrayEnumerateUniq(rows, insides) AS nth
WHERE inside OR nth = 0
GROUP BY key, day
