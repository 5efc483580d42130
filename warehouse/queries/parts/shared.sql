SELECT key, day, sum(amount) AS net, sumIf(refunded, nth = 1) AS refunded, toInt64(countIf(counted AND nth = 1)) AS orders,
    toInt64(0) AS commission, true AS matters
FROM (
    SELECT refunded, counted,
        if(has($per, 'day'), toDate32(ordered_at), toDate32(0)) AS day,
        if(has($per, 'creator'), owners, campaigns) AS keys,
        @amounts() AS amounts,
        @bit() AS bit,
        arrayMap((member, c, k) -> bitTest(member, bit) AND @inside(),
            members, creators, campaigns) AS insides,
        multiIf(has($per, 'content'), owners, has($per, 'creator'), creators, has($per, 'campaign'), campaigns,
            arrayMap(one -> toUInt64(0), members)) AS rows
    FROM credits FINAL
    WHERE {model:String} != 'payable' AND notEmpty(members) AND @in_period()
)
ARRAY JOIN keys AS key, amounts AS amount, insides AS inside, arrayEnumerateUniq(rows, insides) AS nth
WHERE inside
GROUP BY key, day
