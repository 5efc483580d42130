-- Of each creator what each model credits, and seen: a bit for each model that credits anything. A creator may own more than one part of an order,
-- which counts once: `new` has a bit for each model that credits none of the creator's parts before this one.
SELECT key, groupBitOr(mask) AS seen, [
    ('payable', sum(a0), countIf(bitTest(new, 0)), 0),
    ('last_touch', sum(a1), countIf(bitTest(new, 1)), 1),
    ('first_touch', sum(a2), countIf(bitTest(new, 2)), 2),
    ('linear', sum(a3), countIf(bitTest(new, 3)), 3),
    ('position_based', sum(a4), countIf(bitTest(new, 4)), 4),
    ('time_decay', sum(a5), countIf(bitTest(new, 5)), 5),
    ('last_non_direct', sum(a6), countIf(bitTest(new, 6)), 6),
    ('j_shaped', sum(a7), countIf(bitTest(new, 7)), 7),
    ('inverse_j', sum(a8), countIf(bitTest(new, 8)), 8)
] AS models
FROM (
    SELECT creators, payable, last_touch, first_touch, linear, position_based, time_decay, last_non_direct, j_shaped, inverse_j,
        @masks() AS masks,
        multiIf(NOT counted, arrayMap(mask -> toUInt16(0), masks), length(creators) < 2 OR arrayUniq(creators) = length(creators), masks,
            arrayMap((mask, c, nth) -> bitAnd(mask, bitNot(arrayReduce('groupBitOr', arrayMap((other, d) -> if(c = d, other, 0),
                arraySlice(masks, 1, nth - 1), arraySlice(creators, 1, nth - 1))))), masks, creators, arrayEnumerate(masks))) AS news
    FROM credits FINAL
    WHERE @in_period()
)
ARRAY JOIN creators AS key, masks AS mask, news AS new, payable AS a0, last_touch AS a1, first_touch AS a2, linear AS a3,
position_based AS a4, time_decay AS a5, last_non_direct AS a6, j_shaped AS a7, inverse_j AS a8
WHERE mask != 0
GROUP BY key
