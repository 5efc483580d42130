-- Orders whose row in credits, which figures are added up from, is not of their newest decision. Left out: an order whose row is of a
-- decision that is not written to its end yet.
SELECT shop, order_id, max(decisions_version) AS decided, max(credits_version) AS added,
    argMax(decisions_net, decisions_version) AS decided_net, argMax(credits_net, credits_version) AS added_net
FROM (
    SELECT shop, order_id, version AS decisions_version, net AS decisions_net, 0 AS credits_version, 0 AS credits_net, false AS ahead
    FROM decisions FINAL WHERE (_epoch < {epoch:UInt16} OR _offset < {decided:Array(UInt64)}[_partition + 1])
    UNION ALL
    SELECT shop, order_id, 0, 0, version, net, NOT (_epoch < {epoch:UInt16} OR _offset < {decided:Array(UInt64)}[_partition + 1])
    FROM credits FINAL
)
GROUP BY shop, order_id
HAVING (decided, decided_net) != (added, added_net) AND NOT max(ahead)
ORDER BY shop, order_id
LIMIT {most:UInt32}
