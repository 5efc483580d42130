-- All refunds of a batch's orders.
SELECT event_id, kind, toUnixTimestamp64Milli(event_at) AS at, toUnixTimestamp64Milli(received) AS received, shop, order_id,
    currency, adjustment, line_ids, line_amounts, line_taxes, line_kinds
FROM refunds FINAL
WHERE (shop, order_id) IN (@asked())
