-- Who the last touch of each order belongs to, worked out by ClickHouse from the facts and the catalog alone: rules of docs/attribution.md
-- in other words than the product's. Parameters in milliseconds: the longest allowed lateness, the longest delay of an order.
WITH
    {lateness:Int64} AS longest_lateness,
    {order_delay:Int64} AS longest_delay,
    heard AS (
        SELECT fact, subject, event_id, min(received) AS earliest
        FROM deliveries FINAL WHERE home = 'fact' GROUP BY fact, subject, event_id
    ),
    tellings AS (
        SELECT orders.shop AS shop, orders.order_id AS order_id, event_id, event_at, indexOf(['placed', 'paid', 'edited', 'cancelled'], kind) AS stage,
            kind, currency, net, codes, customer, visitor, test, policy, ordered_at, earliest,
            min(ordered_at) OVER (PARTITION BY shop, order_id) AS at,
            min(earliest) OVER (PARTITION BY shop, order_id) AS first_heard,
            earliest <= first_heard + toIntervalMillisecond(longest_lateness) AS timely
        FROM (SELECT * FROM orders FINAL) AS orders
        INNER JOIN heard ON heard.fact = 'orders' AND heard.subject = concat(orders.shop, '/', orders.order_id) AND heard.event_id = orders.event_id
    ),
    sales AS (
        SELECT shop, order_id, any(at) AS at, any(first_heard) AS first_heard,
            argMax((currency, net, test, codes), (event_at, stage, event_id)) AS newest,
            newest.3 OR countIf(kind = 'cancelled') > 0 AS void,
            arrayMap(code -> lowerUTF8(trimBoth(code)), newest.4) AS named,
            arrayDistinct(arrayFlatten(groupArrayIf(arrayMap(code -> lowerUTF8(trimBoth(code)), codes), timely))) AS told_in_time,
            argMin(policy, (earliest, event_id)) AS pinned,
            first_heard > at + toIntervalMillisecond(longest_delay) AS too_late
        FROM tellings GROUP BY shop, order_id
    ),
    money_back AS (
        SELECT shop, order_id, currency, sum(arraySum((amount, tax, kind) -> if(kind = 'product', amount - tax, 0), line_amounts, line_taxes, line_kinds)
            + adjustment) AS amount
        FROM refunds FINAL GROUP BY shop, order_id, currency
    ),
    own AS (
        SELECT shop, order_id, visitor, min(earliest) AS linked
        FROM tellings WHERE visitor != '' AND timely GROUP BY shop, order_id, visitor
    ),
    buyers AS (
        SELECT shop, order_id, customer, min(earliest) AS known
        FROM tellings WHERE customer != '' AND timely GROUP BY shop, order_id, customer
    ),
    bought_with AS (
        SELECT shop, customer, visitor, min(greatest(linked, known)) AS linked
        FROM buyers
        INNER JOIN own USING (shop, order_id)
        INNER JOIN (SELECT shop, order_id FROM sales WHERE NOT too_late) AS heard_of USING (shop, order_id)
        GROUP BY shop, customer, visitor
    ),
    devices AS (
        SELECT shop, order_id, visitor, min(linked) AS linked
        FROM (
            SELECT shop, order_id, visitor, linked FROM own
            UNION ALL
            SELECT buyers.shop AS shop, buyers.order_id AS order_id, bought_with.visitor AS visitor, bought_with.linked AS linked
            FROM buyers INNER JOIN bought_with ON buyers.shop = bought_with.shop AND buyers.customer = bought_with.customer
        )
        GROUP BY shop, order_id, visitor
    ),
    contracts AS (
        SELECT collaboration.ref AS ref, JSONExtractString(collaboration.document, 'creator') AS creator,
            JSONExtractString(collaboration.document, 'campaign') AS campaign, collaboration.id AS collaboration,
            JSONExtractInt(collaboration.document, 'lookback_s') AS lookback_s,
            JSONExtractInt(campaign.document, 'allowed_lateness_s') AS lateness_s
        FROM (SELECT * FROM catalog FINAL WHERE kind = 'collaboration') AS collaboration
        INNER JOIN (SELECT * FROM catalog FINAL WHERE kind = 'campaign') AS campaign
            ON campaign.ref = JSONExtractString(collaboration.document, 'campaign_version')
    ),
    links AS (
        SELECT version.ref AS ref, version.id AS link, creator, campaign, collaboration, JSONExtractString(version.document, 'content') AS content,
            JSONExtractString(version.document, 'placement') AS placement, lookback_s, lateness_s
        FROM (SELECT * FROM catalog FINAL WHERE kind = 'link') AS version
        INNER JOIN contracts ON contracts.ref = JSONExtractString(version.document, 'collaboration_version')
    ),
    codes_known AS (
        SELECT version.ref AS ref, JSONExtractString(version.document, 'shop') AS shop,
            lowerUTF8(trimBoth(JSONExtractString(version.document, 'code'))) AS code, version.valid_from AS valid_from,
            version.recorded_at AS recorded_at,
            parseDateTime64BestEffortOrNull(JSONExtractString(version.document, 'valid_to'), 3, 'UTC') AS valid_to,
            contract.creator AS creator, contract.campaign AS campaign, contract.collaboration AS collaboration,
            if(contract.ref = '', intDiv(longest_lateness, 1000), contract.lateness_s) AS lateness_s
        FROM (SELECT * FROM catalog FINAL WHERE kind = 'code') AS version
        LEFT JOIN contracts AS contract ON contract.ref = JSONExtractString(version.document, 'collaboration_version')
    ),
    policies AS (
        SELECT ref, JSONExtractInt(document, 'duplicate_clicks_s') AS apart_s FROM catalog FINAL WHERE kind = 'policy'
    ),
    candidate_clicks AS (
        SELECT devices.shop AS shop, devices.order_id AS order_id, devices.visitor AS visitor, links.link AS link, any(policies.apart_s) AS apart_s,
            arraySort(groupArray((clicks.event_at, clicks.event_id,
                (links.creator, links.campaign, links.collaboration, links.content, links.placement)))) AS told
        FROM devices
        INNER JOIN sales ON sales.shop = devices.shop AND sales.order_id = devices.order_id
        INNER JOIN (SELECT * FROM clicks FINAL WHERE empty(flags)) AS clicks ON clicks.visitor = devices.visitor
        INNER JOIN (SELECT event_id, earliest FROM heard WHERE fact = 'clicks') AS click_heard ON click_heard.event_id = clicks.event_id
        INNER JOIN links ON links.ref = clicks.link_version
        LEFT JOIN policies ON policies.ref = sales.pinned
        WHERE NOT sales.too_late AND clicks.event_at <= sales.at AND clicks.event_at > sales.at - toIntervalSecond(links.lookback_s)
            AND greatest(click_heard.earliest, devices.linked) <= sales.first_heard + toIntervalSecond(links.lateness_s)
            AND devices.linked <= sales.first_heard + toIntervalMillisecond(longest_lateness)
        GROUP BY shop, order_id, visitor, link
    ),
    last_clicks AS (  -- of one link by one browser, a click too soon after one that counted does not count
        SELECT shop, order_id, argMax(click.3, (click.1, click.2)) AS who
        FROM candidate_clicks
        ARRAY JOIN arrayFold((kept, one) -> if(notEmpty(kept) AND one.1 < kept[-1].1 + toIntervalSecond(apart_s), kept, arrayPushBack(kept, one)),
            told, arrayResize(told, 0)) AS click
        GROUP BY shop, order_id
    ),
    redeemed AS (
        SELECT shop, order_id, code, place, at, first_heard
        FROM sales ARRAY JOIN arrayDistinct(named) AS code, arrayEnumerate(arrayDistinct(named)) AS place
        WHERE NOT too_late AND has(told_in_time, code)
    ),
    in_force AS (
        SELECT redeemed.shop AS shop, redeemed.order_id AS order_id, redeemed.place AS place,
            argMax((codes_known.valid_to IS NULL OR codes_known.valid_to > redeemed.at, codes_known.creator, codes_known.campaign,
                codes_known.collaboration), (codes_known.valid_from, codes_known.ref)) AS version
        FROM redeemed INNER JOIN codes_known ON codes_known.shop = redeemed.shop AND codes_known.code = redeemed.code
        WHERE codes_known.valid_from <= redeemed.at
            AND codes_known.recorded_at <= redeemed.first_heard + toIntervalSecond(codes_known.lateness_s)
        GROUP BY shop, order_id, place
    ),
    last_codes AS (
        SELECT shop, order_id, argMax((version.2, version.3, version.4, '', ''), place) AS who
        FROM in_force WHERE version.1 AND version.2 != '' GROUP BY shop, order_id
    )
SELECT sales.shop AS shop, sales.order_id AS order_id,
    if(last_codes.who.1 != '', last_codes.who, last_clicks.who) AS owner,
    if(void, 0, sales.newest.2 - money_back.amount) AS net
FROM sales
LEFT JOIN money_back ON money_back.shop = sales.shop AND money_back.order_id = sales.order_id AND money_back.currency = sales.newest.1
LEFT JOIN last_clicks ON last_clicks.shop = sales.shop AND last_clicks.order_id = sales.order_id
LEFT JOIN last_codes ON last_codes.shop = sales.shop AND last_codes.order_id = sales.order_id
