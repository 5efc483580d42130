SELECT key, /*day:*/day, /*:day*/ sum(amount) AS net, sumIf(refunded, nth = 1) AS refunded,
    toInt64(countIf(counted AND nth = 1)) AS orders, sumIf(rest, nth <= 1) AS unattributed, toInt64(0) AS commission, key != 0 AS matters
FROM (
    SELECT refunded, counted, /*day:*/toDate32(ordered_at) AS day, /*:day*/
        /*creator:*/owners/*:creator*//*no creator:*/campaigns/*:no creator*/ AS keys,
        @amounts() AS amounts,
        @bit() AS bit,
        /*all:*/if(@by_shop(), net - arraySum(amounts), 0)/*:all*//*no all:*/0/*:no all*/ AS rest,
        arrayMap((member, c, k) -> bitTest(member, bit) AND @inside(), members, creators, campaigns) AS insides,
        @rows($per) AS rows
    FROM credits FINAL
    WHERE {model:String} != 'payable' /*no all:*/AND notEmpty(members)/*:no all*/ AND @in_period()
)
LEFT ARRAY JOIN keys AS key, amounts AS amount, insides AS inside, arrayEnumerateUniq(rows, insides) AS nth
WHERE inside OR nth = 0
GROUP BY key/*day:*/, day/*:day*/
