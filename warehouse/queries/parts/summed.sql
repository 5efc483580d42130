-- The sums of a level over all orders of a generation, with the names of whose they are. While one is not named yet, this fails.
SELECT {sums:UInt64} AS sums, '@level($per)' AS level, /*creator:*/credit.key/*:creator*//*no creator:*/toUInt64(0)/*:no creator*/ AS key, place, day, /*campaign:*/who.campaign/*:campaign*//*no campaign:*/''/*:no campaign*/ AS campaign,
    /*creator:*/who.creator/*:creator*//*no creator:*/''/*:no creator*/ AS creator, /*content:*/who.content/*:content*//*no content:*/''/*:no content*/ AS content,
    owes AS commission, owing, toInt64(/*named:*/throwIf(who.key = 0, 'an owner is not named yet')/*:named*//*no named:*/0/*:no named*/) AS lines,
    @each(net_), @each(refunded_), @each(orders_), @each(credited_)
FROM (
    SELECT /*day:*/toDate32(ordered_at)/*:day*//*no day:*/toDate32(0)/*:no day*/ AS day,
        part./*content:*/owner/*:content*//*person:*/creator/*:person*//*no creator:*/campaign/*:no creator*/ AS key,
        /*whole:*/toUInt64(0)/*:whole*//*no whole:*/part.campaign/*:no whole*/ AS place, sum(part.commission) AS owes, toInt64(countIf(part.commission != 0)) AS owing,
        sum(part.payable) AS net_payable, sum(part.last_touch) AS net_last_touch, sum(part.first_touch) AS net_first_touch,
        sum(part.linear) AS net_linear, sum(part.position_based) AS net_position_based, sum(part.time_decay) AS net_time_decay,
        sum(part.last_non_direct) AS net_last_non_direct, sum(part.j_shaped) AS net_j_shaped, sum(part.inverse_j) AS net_inverse_j,
        sumIf(refunded, bitTest(part.@firsts($per), 0)) AS refunded_payable, sumIf(refunded, bitTest(part.@firsts($per), 1)) AS refunded_last_touch, sumIf(refunded, bitTest(part.@firsts($per), 2)) AS refunded_first_touch,
        sumIf(refunded, bitTest(part.@firsts($per), 3)) AS refunded_linear, sumIf(refunded, bitTest(part.@firsts($per), 4)) AS refunded_position_based, sumIf(refunded, bitTest(part.@firsts($per), 5)) AS refunded_time_decay,
        sumIf(refunded, bitTest(part.@firsts($per), 6)) AS refunded_last_non_direct, sumIf(refunded, bitTest(part.@firsts($per), 7)) AS refunded_j_shaped, sumIf(refunded, bitTest(part.@firsts($per), 8)) AS refunded_inverse_j,
        toInt64(countIf(counted AND bitTest(part.@firsts($per), 0))) AS orders_payable, toInt64(countIf(counted AND bitTest(part.@firsts($per), 1))) AS orders_last_touch, toInt64(countIf(counted AND bitTest(part.@firsts($per), 2))) AS orders_first_touch,
        toInt64(countIf(counted AND bitTest(part.@firsts($per), 3))) AS orders_linear, toInt64(countIf(counted AND bitTest(part.@firsts($per), 4))) AS orders_position_based, toInt64(countIf(counted AND bitTest(part.@firsts($per), 5))) AS orders_time_decay,
        toInt64(countIf(counted AND bitTest(part.@firsts($per), 6))) AS orders_last_non_direct, toInt64(countIf(counted AND bitTest(part.@firsts($per), 7))) AS orders_j_shaped, toInt64(countIf(counted AND bitTest(part.@firsts($per), 8))) AS orders_inverse_j,
        toInt64(countIf(bitTest(part.models, 0))) AS credited_payable, toInt64(countIf(bitTest(part.models, 1))) AS credited_last_touch, toInt64(countIf(bitTest(part.models, 2))) AS credited_first_touch,
        toInt64(countIf(bitTest(part.models, 3))) AS credited_linear, toInt64(countIf(bitTest(part.models, 4))) AS credited_position_based, toInt64(countIf(bitTest(part.models, 5))) AS credited_time_decay,
        toInt64(countIf(bitTest(part.models, 6))) AS credited_last_non_direct, toInt64(countIf(bitTest(part.models, 7))) AS credited_j_shaped, toInt64(countIf(bitTest(part.models, 8))) AS credited_inverse_j
    FROM (SELECT ordered_at, refunded, counted, parts FROM settled_orders WHERE generation = {settled:UInt64} AND @in_period())
    ARRAY JOIN parts AS part
    GROUP BY day, key, place
) AS credit
/*named:*/ANY LEFT JOIN (@called($per)) AS who ON who.key = credit.key/*:named*/
