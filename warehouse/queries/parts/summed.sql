-- The sums of a level over all orders of a generation.
SELECT {sums:UInt64}, @level($per) AS level, /*day:*/toDate32(ordered_at)/*:day*//*no day:*/toDate32(0)/*:no day*/ AS day,
    part./*content:*/owner/*:content*//*person:*/creator/*:person*//*no creator:*/campaign/*:no creator*/ AS key,
    /*person:*/part.campaign/*:person*//*no person:*/0/*:no person*/ AS place, 0, sum(part.commission), countIf(part.commission != 0), (
        sum(part.payable), sum(part.last_touch), sum(part.first_touch),
        sum(part.linear), sum(part.position_based), sum(part.time_decay),
        sum(part.last_non_direct), sum(part.j_shaped), sum(part.inverse_j)
    ), (
        sumIf(refunded, bitTest(part.@firsts($per), 0)), sumIf(refunded, bitTest(part.@firsts($per), 1)), sumIf(refunded, bitTest(part.@firsts($per), 2)),
        sumIf(refunded, bitTest(part.@firsts($per), 3)), sumIf(refunded, bitTest(part.@firsts($per), 4)), sumIf(refunded, bitTest(part.@firsts($per), 5)),
        sumIf(refunded, bitTest(part.@firsts($per), 6)), sumIf(refunded, bitTest(part.@firsts($per), 7)), sumIf(refunded, bitTest(part.@firsts($per), 8))
    ), (
        countIf(counted AND bitTest(part.@firsts($per), 0)), countIf(counted AND bitTest(part.@firsts($per), 1)), countIf(counted AND bitTest(part.@firsts($per), 2)),
        countIf(counted AND bitTest(part.@firsts($per), 3)), countIf(counted AND bitTest(part.@firsts($per), 4)), countIf(counted AND bitTest(part.@firsts($per), 5)),
        countIf(counted AND bitTest(part.@firsts($per), 6)), countIf(counted AND bitTest(part.@firsts($per), 7)), countIf(counted AND bitTest(part.@firsts($per), 8))
    ), (
        countIf(bitTest(part.models, 0)), countIf(bitTest(part.models, 1)), countIf(bitTest(part.models, 2)),
        countIf(bitTest(part.models, 3)), countIf(bitTest(part.models, 4)), countIf(bitTest(part.models, 5)),
        countIf(bitTest(part.models, 6)), countIf(bitTest(part.models, 7)), countIf(bitTest(part.models, 8))
    )
FROM (SELECT ordered_at, refunded, counted, parts FROM settled_orders WHERE generation = {settled:UInt64} AND @in_period())
ARRAY JOIN parts AS part
GROUP BY day, key, place
