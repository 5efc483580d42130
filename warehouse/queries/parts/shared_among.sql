-- What a model says that shares orders, and commission, which is owed to those whom the payable model pays: their parts are in the order of
-- the owners. Where everything is one row, what is left of an order goes with its first part, or stands alone.
SELECT key, /*person:*/place, /*:person*/ /*day:*/day, /*:day*/ sumIf(amount, inside) AS net, sumIf(refunded, inside AND nth = 1) AS refunded,
    toInt64(countIf(counted AND inside AND nth = 1)) AS orders, /*all:*/sumIf(rest, spot <= 1)/*:all*//*no all:*/0/*:no all*/ AS unattributed,
    sum(owed) AS commission, max(inside AND key != 0) AS matters
FROM (
    SELECT refunded, counted, /*day:*/toDate32(ordered_at) AS day, /*:day*/ /*all:*/if(@by_shop(), net - arraySum(amounts), 0) AS rest, /*:all*/
        /*content:*/owners/*:content*//*person:*/creators/*:person*//*no creator:*/campaigns/*:no creator*/ AS keys,
        /*person:*/campaigns AS places, /*:person*/ @amounts() AS amounts, @masks() AS masks, @insides() AS insides,
        @nths($per) AS nths,
        if(payees != 0 AND paid_campaign = 0,
            arrayMap((mask, paid_nth) -> if(bitTest(mask, 0), commission_parts[paid_nth], 0), masks, arrayCumSum(member -> bitTest(member, 0), members)),
            arrayMap(mask -> if(bitTest(mask, 0), commission, 0), masks)) AS owed_parts
    FROM credits FINAL
    WHERE {model:String} != 'payable' AND @in_period()
)
/*all:*/LEFT /*:all*/ARRAY JOIN keys AS key, /*person:*/places AS place, /*:person*/ amounts AS amount, insides AS inside, nths AS nth,
    owed_parts AS owed/*all:*/, arrayEnumerate(keys) AS spot/*:all*/
WHERE inside OR owed != 0/*all:*/ OR spot <= 1/*:all*/
GROUP BY key/*person:*/, place/*:person*//*day:*/, day/*:day*/
