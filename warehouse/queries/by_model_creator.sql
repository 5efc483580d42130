-- Net revenue of creators as each model credits it, side by side: the creators that the chosen model credits most.
SELECT told.1 AS model, first.creator AS creator, person.creator_name AS creator_name, told.2 AS net, toInt64(told.3) AS orders
FROM (
    SELECT credit.models AS models, who.creator AS creator, arrayFirst(one -> one.1 = {model:String}, models).2 AS chosen
    FROM (
        SELECT key, [
            ('payable', sum(a0), countIf(counted AND n0 = 1 AND bitTest(mask, 0)), countIf(bitTest(mask, 0))),
            ('last_touch', sum(a1), countIf(counted AND n1 = 1 AND bitTest(mask, 1)), countIf(bitTest(mask, 1))),
            ('first_touch', sum(a2), countIf(counted AND n2 = 1 AND bitTest(mask, 2)), countIf(bitTest(mask, 2))),
            ('linear', sum(a3), countIf(counted AND n3 = 1 AND bitTest(mask, 3)), countIf(bitTest(mask, 3))),
            ('position_based', sum(a4), countIf(counted AND n4 = 1 AND bitTest(mask, 4)), countIf(bitTest(mask, 4))),
            ('time_decay', sum(a5), countIf(counted AND n5 = 1 AND bitTest(mask, 5)), countIf(bitTest(mask, 5))),
            ('last_non_direct', sum(a6), countIf(counted AND n6 = 1 AND bitTest(mask, 6)), countIf(bitTest(mask, 6))),
            ('j_shaped', sum(a7), countIf(counted AND n7 = 1 AND bitTest(mask, 7)), countIf(bitTest(mask, 7))),
            ('inverse_j', sum(a8), countIf(counted AND n8 = 1 AND bitTest(mask, 8)), countIf(bitTest(mask, 8)))
        ] AS models
        FROM (
            SELECT counted, creators, payable, last_touch, first_touch, linear, position_based, time_decay, last_non_direct,
                j_shaped, inverse_j,
                arrayMap((member, c, k) -> if(@inside(), member, 0), members, creators, campaigns) AS masks
            FROM credits FINAL
            WHERE @in_period() AND notEmpty(members)
        )
        ARRAY JOIN creators AS key, masks AS mask, payable AS a0, last_touch AS a1, first_touch AS a2, linear AS a3,
        position_based AS a4, time_decay AS a5, last_non_direct AS a6, j_shaped AS a7, inverse_j AS a8,
        arrayEnumerateUniq(creators, arrayMap(one -> bitTest(one, 0), masks)) AS n0,
        arrayEnumerateUniq(creators, arrayMap(one -> bitTest(one, 1), masks)) AS n1,
        arrayEnumerateUniq(creators, arrayMap(one -> bitTest(one, 2), masks)) AS n2,
        arrayEnumerateUniq(creators, arrayMap(one -> bitTest(one, 3), masks)) AS n3,
        arrayEnumerateUniq(creators, arrayMap(one -> bitTest(one, 4), masks)) AS n4,
        arrayEnumerateUniq(creators, arrayMap(one -> bitTest(one, 5), masks)) AS n5,
        arrayEnumerateUniq(creators, arrayMap(one -> bitTest(one, 6), masks)) AS n6,
        arrayEnumerateUniq(creators, arrayMap(one -> bitTest(one, 7), masks)) AS n7,
        arrayEnumerateUniq(creators, arrayMap(one -> bitTest(one, 8), masks)) AS n8
        WHERE mask != 0
        GROUP BY key
    ) AS credit
    LEFT JOIN (SELECT creator_key, any(creator) AS creator FROM owners GROUP BY creator_key) AS who ON who.creator_key = credit.key
    ORDER BY chosen DESC, creator
    LIMIT {limit:UInt32}
) AS first
LEFT JOIN (@creators()) AS person ON person.creator = first.creator
ARRAY JOIN models AS told
WHERE told.4 > 0
ORDER BY first.chosen DESC, creator, model
