-- The same where nobody is chosen.
SELECT key, groupBitOr(part.models) AS seen, [
    ('payable', sum(part.payable), countIf(counted AND bitTest(part.first_of_creator, 0)), 0),
    ('last_touch', sum(part.last_touch), countIf(counted AND bitTest(part.first_of_creator, 1)), 1),
    ('first_touch', sum(part.first_touch), countIf(counted AND bitTest(part.first_of_creator, 2)), 2),
    ('linear', sum(part.linear), countIf(counted AND bitTest(part.first_of_creator, 3)), 3),
    ('position_based', sum(part.position_based), countIf(counted AND bitTest(part.first_of_creator, 4)), 4),
    ('time_decay', sum(part.time_decay), countIf(counted AND bitTest(part.first_of_creator, 5)), 5),
    ('last_non_direct', sum(part.last_non_direct), countIf(counted AND bitTest(part.first_of_creator, 6)), 6),
    ('j_shaped', sum(part.j_shaped), countIf(counted AND bitTest(part.first_of_creator, 7)), 7),
    ('inverse_j', sum(part.inverse_j), countIf(counted AND bitTest(part.first_of_creator, 8)), 8)
] AS models
FROM (SELECT counted, parts FROM credits FINAL WHERE @in_period())
ARRAY JOIN parts AS part
GROUP BY part.creator AS key
