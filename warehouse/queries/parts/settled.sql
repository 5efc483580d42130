-- What was summed ahead, and what came of its orders since. A row stands as long as a part of it is credited or earns commission.
SELECT key, /*person:*/place, /*:person*/ /*day:*/day, /*:day*/ sum(got) AS net, sum(back) AS refunded, sum(many) AS orders,
    sum(rest) AS unattributed, sum(owed) AS commission, sum(shares) != 0 AND key != 0 AS matters
FROM (
    SELECT key, /*person:*/place, /*:person*/ /*day:*/day, /*:day*/ @of_model(net.) AS got, @of_model(refunded.) AS back, @of_model(orders.) AS many,
        commission AS owed, @of_model(credited.) AS shares, owing, /*all:*/whole - got/*:all*//*no all:*/0/*:no all*/ AS rest
    FROM settled_sums
    WHERE sums IN {settled_sums:Array(UInt64)} AND level = @level($per)
    UNION ALL
    SELECT key, /*person:*/place, /*:person*/ /*day:*/toDate32(ordered_at), /*:day*/ sign * amount AS now_got, sign * refunded * bitTest(firsts, @bit_of()),
        sign * (counted AND bitTest(firsts, @bit_of())), sign * owed, sign * bitTest(models, @bit_of()), sign * (owed != 0),
        /*all:*/if(spot <= 1, sign * net, 0) - now_got/*:all*//*no all:*/0/*:no all*/
    FROM (@changed($per))
    /*all:*/LEFT /*:all*/ARRAY JOIN keys AS key, /*person:*/places AS place, /*:person*/ amounts AS amount, each_models AS models, each_firsts AS firsts,
        owes AS owed/*all:*/, arrayEnumerate(keys) AS spot/*:all*/
)
GROUP BY key/*person:*/, place/*:person*//*day:*/, day/*:day*/
HAVING sum(shares) != 0 OR sum(owing) != 0/*all:*/ OR unattributed != 0/*:all*/
