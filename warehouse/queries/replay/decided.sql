-- The decision in force of each of a batch's orders.
SELECT shop, order_id, max(decisions.version) AS version, argMax(document, decisions.version) AS document
FROM decisions
WHERE (shop, order_id) IN (@asked())
GROUP BY shop, order_id
