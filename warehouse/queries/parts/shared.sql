-- What a model says that shares orders. Where everything is one row, what is left of an order goes with its first part, or stands alone.
SELECT key, /*person:*/place, /*:person*/ /*day:*/day, /*:day*/ sumIf(amount, inside) AS net, sumIf(refunded, inside AND nth = 1) AS refunded,
    toInt64(countIf(counted AND inside AND nth = 1)) AS orders, /*all:*/sumIf(rest, spot <= 1)/*:all*//*no all:*/0/*:no all*/ AS unattributed,
    toInt64(0) AS commission, max(inside AND key != 0) AS matters
FROM (
    SELECT refunded, counted, /*day:*/toDate32(ordered_at) AS day, /*:day*/ /*all:*/if(@by_shop(), net - arraySum(amounts), 0) AS rest, /*:all*/
        /*content:*/owners/*:content*//*person:*/creators/*:person*//*no creator:*/campaigns/*:no creator*/ AS keys,
        /*person:*/campaigns AS places, /*:person*/ @amounts() AS amounts, @insides() AS insides, @nths($per) AS nths
    FROM credits FINAL
    WHERE {model:String} != 'payable' AND @in_period()
)
/*all:*/LEFT /*:all*/ARRAY JOIN keys AS key, /*person:*/places AS place, /*:person*/ amounts AS amount, insides AS inside, nths AS nth
    /*all:*/, arrayEnumerate(keys) AS spot/*:all*/
WHERE inside/*all:*/ OR spot <= 1/*:all*/
GROUP BY key/*person:*/, place/*:person*//*day:*/, day/*:day*/
