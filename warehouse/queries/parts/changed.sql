-- Orders of which a newer decision was stored since: as they are now, and with sign -1 as they were. A step looks only as far as it goes itself.
SELECT *
FROM (
    SELECT *, maxIf(version, sign > 0) OVER (PARTITION BY order_key, shop, order_id) AS version_now,
        maxIf(version, sign < 0) OVER (PARTITION BY order_key, shop, order_id) AS version_then
    FROM (
        SELECT order_key, toString(shop) AS shop, order_id, version, ordered_at, toString(currency) AS currency, refunded, net, counted,
            toInt64(1) AS sign, @share_lists($per)
        FROM /*step:*/settled_orders/*:step*//*no step:*/credits/*:no step*/
        WHERE /*step:*/generation = {settled:UInt64} AND /*:step*/@since_settled()
        ORDER BY version DESC
        LIMIT 1 BY order_key, shop, order_id
        UNION ALL
        SELECT order_key, toString(shop) AS shop, order_id, version, ordered_at, toString(currency) AS currency, refunded, net, counted,
            toInt64(-1) AS sign, @share_lists($per)
        FROM settled_orders
        WHERE generation = {settled:UInt64} AND NOT (@since_settled()) AND order_key IN (
            SELECT order_key FROM /*step:*/settled_orders/*:step*//*no step:*/credits/*:no step*/
            WHERE /*step:*/generation = {settled:UInt64} AND /*:step*/@since_settled()
        )
        ORDER BY version DESC
        LIMIT 1 BY order_key, shop, order_id
    )
)
WHERE version_now > version_then/*no step:*/ AND @in_period()/*:no step*/
