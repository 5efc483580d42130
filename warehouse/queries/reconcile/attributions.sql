-- Each model's row against the decision document it was made from: rows that are missing, were never decided, or differ.
WITH
    'Array(Tuple(model String, shares Array(Tuple(creator String, campaign String, collaboration String, content Nullable(String), placement Nullable(String), amount Int64)), unattributed Int64))' AS shape
SELECT shop, order_id, model, version, must, found, must_amounts, found_amounts, net
FROM (
    SELECT shop, order_id, model, version,
        maxIf(content, side = 'must') AS must, maxIf(content, side = 'found') AS found,
        anyIf(amounts, side = 'must') AS must_amounts, anyIf(amounts, side = 'found') AS found_amounts,
        max(net) AS net
    FROM (
        SELECT 'must' AS side, shop, order_id, credit.model AS model, version, net,
            arrayConcat(credit.shares.amount, [credit.unattributed]) AS amounts,
            toString((credit.shares.creator, credit.shares.campaign, credit.shares.collaboration,
                arrayMap(c -> ifNull(c, ''), credit.shares.content), arrayMap(p -> ifNull(p, ''), credit.shares.placement),
                credit.shares.amount, credit.unattributed, currency, gross, refunded, net, status, reason)) AS content
        FROM (SELECT *, arrayJoin(JSONExtract(document, 'credits', shape)) AS credit FROM decisions FINAL WHERE (_epoch < {epoch:UInt16} OR _offset < {decided:Array(UInt64)}[_partition + 1]))
        UNION ALL
        SELECT 'found', shop, order_id, model, version, net, arrayConcat(amounts, [unattributed]),
            toString((creators, campaigns, collaborations, contents, placements, amounts, unattributed, currency, gross, refunded, net,
                status, reason))
        FROM attributions FINAL WHERE (_epoch < {epoch:UInt16} OR _offset < {decided:Array(UInt64)}[_partition + 1])
    )
    GROUP BY shop, order_id, model, version
)
WHERE must != found
ORDER BY shop, order_id, version, model
LIMIT {most:UInt32}
