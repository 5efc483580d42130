-- Derive again what the sums are kept ready from, for decisions whose batch a crash may have cut off. Twice changes nothing.
INSERT INTO decided
SELECT shop, order_id, version, ordered_at, newest, currency, refunded, net, status, reason, document, _stored_at
FROM decisions
WHERE _epoch = {epoch:UInt16} AND _partition = {partition:UInt32} AND _offset >= {offset:UInt64}
