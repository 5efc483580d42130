-- Assisted revenue: the whole net revenue of every order on whose path a creator was, and how many orders. Several creators may be on the
-- path of one order, so these figures are never added up; `paid` is what the payable model credits of the same orders.
SELECT who.creator AS creator, person.creator_name AS creator_name, made.net AS net, made.orders AS orders, made.paid AS paid
FROM (
    SELECT key, sum(net) AS net, toInt64(countIf(counted)) AS orders, sum(part) AS paid
    FROM (
        SELECT net, counted, payable, creators,
            arrayMap((member, c, k) -> bitTest(member, 3) AND @inside(), members, creators, campaigns) AS insides
        FROM credits FINAL
        WHERE @in_period() AND notEmpty(members)
    )
    ARRAY JOIN arrayDistinct(arrayFilter((c, inside) -> inside, creators, insides)) AS key,
        arrayMap(one -> arraySum((c, inside, amount) -> if(inside AND c = one, amount, 0), creators, insides, payable),
            arrayDistinct(arrayFilter((c, inside) -> inside, creators, insides))) AS part
    GROUP BY key
) AS made
LEFT JOIN (SELECT creator_key, any(creator) AS creator FROM owners GROUP BY creator_key) AS who ON who.creator_key = made.key
LEFT JOIN (@creators()) AS person ON person.creator = who.creator
ORDER BY net DESC, creator
LIMIT {limit:UInt32}
