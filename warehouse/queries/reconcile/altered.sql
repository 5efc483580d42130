-- Rows whose content no longer fits the digest taken when they were stored, or whose net is not that of their lines.
SELECT tbl, key, topic, partition, offset FROM (
    SELECT 'clicks' AS tbl, event_id AS key, _topic AS topic, _partition AS partition, _offset AS offset FROM clicks
    WHERE _digest != sipHash64(toString((event_id, event_at, received, link, link_version, visitor, flags, referrer_host)))
    UNION ALL
    SELECT 'orders', concat(shop, '/', order_id, ' ', event_id), _topic, _partition, _offset FROM orders
    WHERE _digest != sipHash64(toString((shop, order_id, event_id, kind, event_at, received, ordered_at, currency, net, codes, customer, visitor, click, test, policy, line_ids, line_amounts, line_discounts, line_taxes, line_kinds, line_quantities, line_products)))
        OR net != arraySum((kind, amount, discount, tax) -> if(kind = 'product', amount - discount - tax, 0),
            line_kinds, line_amounts, line_discounts, line_taxes)
    UNION ALL
    SELECT 'refunds', concat(shop, '/', order_id, ' ', event_id), _topic, _partition, _offset FROM refunds
    WHERE _digest != sipHash64(toString((shop, order_id, event_id, kind, event_at, received, currency, net, adjustment, line_ids, line_amounts, line_taxes, line_kinds)))
        OR net != adjustment + arraySum((kind, amount, tax) -> if(kind = 'product', amount - tax, 0), line_kinds, line_amounts, line_taxes)
    UNION ALL
    SELECT 'engagements', event_id, _topic, _partition, _offset FROM engagements
    WHERE _digest != sipHash64(toString((event_id, event_at, received, content, provenance, views, reach, likes, comments, shares, saves)))
    UNION ALL
    SELECT 'costs', event_id, _topic, _partition, _offset FROM costs
    WHERE _digest != sipHash64(toString((event_id, event_at, received, kind, campaign, collaboration, content, amount, currency, accrues_from, accrues_to)))
    UNION ALL
    SELECT 'decisions', concat(shop, '/', order_id, ' version ', toString(version)), 'affluent.attributions.v1', _partition, _offset
    FROM decisions
    WHERE _digest != sipHash64(document)
    UNION ALL
    SELECT 'credits', concat(shop, '/', order_id, ' version ', toString(version)), 'affluent.attributions.v1', _partition, _offset
    FROM credits
    WHERE _digest != sipHash64(toString((shop, order_id, version, ordered_at, newest, currency, refunded, net, counted, came, payees, paid_creator, paid_campaign, paid, commission, paid_parts, commission_parts, owners, creators, campaigns, members, payable, last_touch, first_touch, linear, position_based, time_decay, last_non_direct, j_shaped, inverse_j)))
)
ORDER BY tbl, key
LIMIT {most:UInt32}
