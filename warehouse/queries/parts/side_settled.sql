-- The same where the sums were made ahead.
SELECT key, if(sum(c0) != 0, 1, 0) + if(sum(c1) != 0, 2, 0) + if(sum(c2) != 0, 4, 0) + if(sum(c3) != 0, 8, 0) + if(sum(c4) != 0, 16, 0) + if(sum(c5) != 0, 32, 0) + if(sum(c6) != 0, 64, 0) + if(sum(c7) != 0, 128, 0) + if(sum(c8) != 0, 256, 0) AS seen, [
    ('payable', sum(n0), sum(o0), 0),
    ('last_touch', sum(n1), sum(o1), 1),
    ('first_touch', sum(n2), sum(o2), 2),
    ('linear', sum(n3), sum(o3), 3),
    ('position_based', sum(n4), sum(o4), 4),
    ('time_decay', sum(n5), sum(o5), 5),
    ('last_non_direct', sum(n6), sum(o6), 6),
    ('j_shaped', sum(n7), sum(o7), 7),
    ('inverse_j', sum(n8), sum(o8), 8)
] AS models
FROM (
    SELECT key,
        net.payable AS n0, net.last_touch AS n1, net.first_touch AS n2,
        net.linear AS n3, net.position_based AS n4, net.time_decay AS n5,
        net.last_non_direct AS n6, net.j_shaped AS n7, net.inverse_j AS n8,
        orders.payable AS o0, orders.last_touch AS o1, orders.first_touch AS o2,
        orders.linear AS o3, orders.position_based AS o4, orders.time_decay AS o5,
        orders.last_non_direct AS o6, orders.j_shaped AS o7, orders.inverse_j AS o8,
        credited.payable AS c0, credited.last_touch AS c1, credited.first_touch AS c2,
        credited.linear AS c3, credited.position_based AS c4, credited.time_decay AS c5,
        credited.last_non_direct AS c6, credited.j_shaped AS c7, credited.inverse_j AS c8
    FROM settled_sums
    WHERE sums IN {settled_sums:Array(UInt64)} AND level = 'creator'
    UNION ALL
    SELECT part.creator,
        sign * part.payable, sign * part.last_touch, sign * part.first_touch,
        sign * part.linear, sign * part.position_based, sign * part.time_decay,
        sign * part.last_non_direct, sign * part.j_shaped, sign * part.inverse_j,
        sign * (counted AND bitTest(part.first_of_creator, 0)), sign * (counted AND bitTest(part.first_of_creator, 1)), sign * (counted AND bitTest(part.first_of_creator, 2)),
        sign * (counted AND bitTest(part.first_of_creator, 3)), sign * (counted AND bitTest(part.first_of_creator, 4)), sign * (counted AND bitTest(part.first_of_creator, 5)),
        sign * (counted AND bitTest(part.first_of_creator, 6)), sign * (counted AND bitTest(part.first_of_creator, 7)), sign * (counted AND bitTest(part.first_of_creator, 8)),
        sign * bitTest(part.models, 0), sign * bitTest(part.models, 1), sign * bitTest(part.models, 2),
        sign * bitTest(part.models, 3), sign * bitTest(part.models, 4), sign * bitTest(part.models, 5),
        sign * bitTest(part.models, 6), sign * bitTest(part.models, 7), sign * bitTest(part.models, 8)
    FROM (@changed(whole))
    ARRAY JOIN parts AS part
)
GROUP BY key
HAVING seen != 0
