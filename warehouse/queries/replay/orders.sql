-- All events of a batch's orders, and of every other order of their buyers: it may tell of a browser.
SELECT event_id, kind, toUnixTimestamp64Milli(event_at) AS at, toUnixTimestamp64Milli(received) AS received, shop, order_id,
    toUnixTimestamp64Milli(ordered_at) AS ordered_at, currency, codes, customer, visitor, click, test, policy,
    line_ids, line_amounts, line_discounts, line_taxes, line_kinds, line_quantities, line_products
FROM orders FINAL
WHERE (shop, order_id) IN (@related())
