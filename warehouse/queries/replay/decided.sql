-- The decision in force of each of a batch's orders, and where the newest streamed one came from (restated epochs begin at 2048).
SELECT shop, order_id, max(decisions.version) AS in_force, argMax(document, decisions.version) AS document,
    maxIf(decisions.version, _epoch < 2048) AS streamed,
    argMaxIf(_partition, decisions.version, _epoch < 2048) AS partition, argMaxIf(_offset, decisions.version, _epoch < 2048) AS offset
FROM decisions
WHERE (shop, order_id) IN (@asked())
GROUP BY shop, order_id
