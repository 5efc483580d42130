-- The decision in force of each of a share of the orders that were placed in a window.
SELECT shop, order_id, argMax(document, decisions.version) AS document
FROM decisions
WHERE sipHash64(shop, order_id) % {batches:UInt32} = {batch:UInt32} AND (shop, order_id) IN (@placed())
GROUP BY shop, order_id
ORDER BY shop, order_id
