-- Which of these clicks are facts, which of these orders (shop/order) are decided, and how many times each counts.
SELECT kind, id, times FROM (
    SELECT 'click' AS kind, event_id AS id, count() AS times
    FROM clicks FINAL
    WHERE event_id IN (SELECT arrayJoin({clicks:Array(String)}))
    GROUP BY id
    UNION ALL
    SELECT 'order' AS kind, concat(shop, '/', order_id) AS id, count() AS times
    FROM attributions_latest
    WHERE model = 'payable' AND concat(shop, '/', order_id) IN (SELECT arrayJoin({orders:Array(String)}))
    GROUP BY id
)
ORDER BY kind, id
