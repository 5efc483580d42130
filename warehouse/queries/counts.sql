-- What is known, in numbers.
SELECT
    (SELECT count() FROM clicks FINAL) AS clicks,
    (SELECT uniqExact(shop, order_id) FROM orders) AS orders,
    (SELECT count() FROM orders FINAL) AS order_events,
    (SELECT count() FROM refunds FINAL) AS refunds,
    (SELECT count() FROM engagements FINAL) AS engagements,
    (SELECT count() FROM costs FINAL) AS costs,
    (SELECT uniqExact(shop, order_id) FROM decisions) AS decided,
    (SELECT uniqExact(shop, order_id, version) FROM decisions) AS versions,
    (SELECT count() FROM late FINAL) AS late
