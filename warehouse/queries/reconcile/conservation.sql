-- Per order, model and version: what is credited and what is not are the order's net revenue, to the cent.
SELECT shop, order_id, model, version, currency, arraySum(amounts) AS credited, unattributed, net
FROM attributions FINAL
WHERE credited + unattributed != net AND (_epoch < {epoch:UInt16} OR _offset < {decided:Array(UInt64)}[_partition + 1])
ORDER BY shop, order_id, version, model
LIMIT {most:UInt32}
