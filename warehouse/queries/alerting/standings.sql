-- Where each campaign stands in each currency, as of a moment of the data (milliseconds since 1970): what it earned by the payable
-- model, what it has cost so far by accrual, its target, and what orders of its brand and of the currency have brought lately.
WITH
    toDate32(fromUnixTimestamp64Milli({data_at:Int64})) AS today,
    fromUnixTimestamp64Milli({data_at:Int64}) - toIntervalDay({average_days:UInt16}) AS of_late,
    campaigns AS (
        SELECT
            id AS campaign, JSONExtractString(document, 'brand') AS brand,
            toDecimal64OrNull(trim(BOTH '"' FROM JSONExtractRaw(document, 'target', 'roas')), 6) AS target,
            toDate32(JSONExtractString(document, 'starts_on')) AS starts_on,
            toDate32(JSONExtractString(document, 'ends_on')) AS ends_on
        FROM catalog WHERE kind = 'campaign' ORDER BY valid_from DESC LIMIT 1 BY id
    ),
    shops AS (
        SELECT id AS brand, arrayJoin(JSONExtract(document, 'shops', 'Array(String)')) AS shop
        FROM (SELECT * FROM catalog WHERE kind = 'brand' ORDER BY valid_from DESC LIMIT 1 BY id)
    ),
    accrued AS (
        SELECT campaign, currency, sum(intDiv(amount * greatest(0, least(passed, days)), days)) AS cost
        FROM (
            SELECT *, dateDiff('day', accrues_from, accrues_to) + 1 AS days, dateDiff('day', accrues_from, today) + 1 AS passed
            FROM costs FINAL
        )
        GROUP BY campaign, currency
    ),
    earned AS (
        SELECT campaign, currency, sum(amount) AS net, uniqExact(shop, order_id) AS orders
        FROM attributions_latest ARRAY JOIN campaigns AS campaign, amounts AS amount
        WHERE model = 'payable'
        GROUP BY campaign, currency
    ),
    sold AS (
        SELECT shop, currency, sum(made.net) AS net, count() AS orders
        FROM decisions_latest AS made
        WHERE made.net > 0 AND ordered_at >= of_late
        GROUP BY shop, currency
    ),
    by_brand AS (SELECT brand, currency, sum(net) AS net, sum(orders) AS orders FROM sold INNER JOIN shops USING shop GROUP BY brand, currency),
    by_currency AS (SELECT currency, sum(net) AS net, sum(orders) AS orders FROM sold GROUP BY currency),
    scopes AS (SELECT campaign, currency FROM accrued UNION DISTINCT SELECT campaign, currency FROM earned)
SELECT
    campaign, brand, currency, earned.net AS net, earned.orders AS orders, accrued.cost AS cost, target, starts_on, ends_on,
    by_brand.net AS brand_net, by_brand.orders AS brand_orders,
    by_currency.net AS currency_net, by_currency.orders AS currency_orders
FROM scopes
INNER JOIN campaigns USING campaign
LEFT JOIN accrued USING (campaign, currency)
LEFT JOIN earned USING (campaign, currency)
LEFT JOIN by_brand USING (brand, currency)
LEFT JOIN by_currency USING currency
ORDER BY campaign, currency
