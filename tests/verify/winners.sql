-- Who has the last touch of each order and who is paid for it, worked out by ClickHouse from the facts and the catalog alone: rules of
-- docs/attribution.md in other words than the product's. Parameters in milliseconds: the longest allowed lateness, the longest delay of an order.
-- It knows no priority groups, no shares among several, no excluded products and no tolerated flags: the month has none.
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
            arrayFilter(who -> who != '', arrayFlatten(groupArrayIf([customer, visitor], timely))) AS people,
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
            JSONExtractInt(campaign.document, 'allowed_lateness_s') AS lateness_s,
            JSONExtractString(collaboration.document, 'code_rule') AS code_rule,
            JSONExtract(collaboration.document, 'own_pseudonyms', 'Array(String)') AS herself,
            arrayFirst(one -> notEmpty(one), [JSONExtract(collaboration.document, 'eligible_touches', 'Array(String)'),
                JSONExtract(campaign.document, 'eligible_touches', 'Array(String)'), ['click', 'code']]) AS earns_by,
            arrayFirst(one -> one.1 > 0, [
                (JSONExtractInt(collaboration.document, 'minimum_order', 'amount'), JSONExtractString(collaboration.document, 'minimum_order', 'currency')),
                (JSONExtractInt(campaign.document, 'minimum_order', 'amount'), JSONExtractString(campaign.document, 'minimum_order', 'currency'))]) AS least
        FROM (SELECT * FROM catalog FINAL WHERE kind = 'collaboration') AS collaboration
        INNER JOIN (SELECT * FROM catalog FINAL WHERE kind = 'campaign') AS campaign
            ON campaign.ref = JSONExtractString(collaboration.document, 'campaign_version')
    ),
    links AS (
        SELECT version.ref AS ref, version.id AS link, creator, campaign, collaboration, JSONExtractString(version.document, 'content') AS content,
            JSONExtractString(version.document, 'placement') AS placement, lookback_s, lateness_s, herself, earns_by, least
        FROM (SELECT * FROM catalog FINAL WHERE kind = 'link') AS version
        INNER JOIN contracts ON contracts.ref = JSONExtractString(version.document, 'collaboration_version')
    ),
    codes_known AS (
        SELECT version.ref AS ref, JSONExtractString(version.document, 'shop') AS shop,
            lowerUTF8(trimBoth(JSONExtractString(version.document, 'code'))) AS code, version.valid_from AS valid_from,
            version.recorded_at AS recorded_at,
            parseDateTime64BestEffortOrNull(JSONExtractString(version.document, 'valid_to'), 3, 'UTC') AS valid_to,
            contract.creator AS creator, contract.campaign AS campaign, contract.collaboration AS collaboration,
            if(contract.ref = '', intDiv(longest_lateness, 1000), contract.lateness_s) AS lateness_s,
            JSONExtractBool(version.document, 'exclusive') AS exclusive, contract.code_rule AS code_rule, contract.herself AS herself,
            contract.earns_by AS earns_by, contract.least AS least
        FROM (SELECT * FROM catalog FINAL WHERE kind = 'code') AS version
        LEFT JOIN contracts AS contract ON contract.ref = JSONExtractString(version.document, 'collaboration_version')
    ),
    policies AS (
        SELECT ref, JSONExtractInt(document, 'duplicate_clicks_s') AS apart_s, JSONExtractString(document, 'precedence') AS precedence,
            JSONExtractString(document, 'stacked_codes') AS stacked, JSONExtract(document, 'staff', 'Array(String)') AS staff
        FROM catalog FINAL WHERE kind = 'policy'
    ),
    ruled AS (  -- where no policy is pinned, each of its fields is empty or 0
        SELECT sales.*, policies.apart_s AS apart_s, policies.precedence AS precedence, policies.stacked AS stacked,
            hasAny(policies.staff, sales.people) AS for_staff
        FROM sales LEFT JOIN policies ON policies.ref = sales.pinned
    ),
    candidate_clicks AS (
        SELECT devices.shop AS shop, devices.order_id AS order_id, devices.visitor AS visitor, links.link AS link, any(ruled.apart_s) AS apart_s,
            arraySort(groupArray((clicks.event_at, clicks.event_id, links.creator,
                (links.creator, links.campaign, links.collaboration, links.content, links.placement)))) AS told
        FROM devices
        INNER JOIN ruled ON ruled.shop = devices.shop AND ruled.order_id = devices.order_id
        INNER JOIN (SELECT * FROM clicks FINAL WHERE empty(flags)) AS clicks ON clicks.visitor = devices.visitor
        INNER JOIN (SELECT event_id, earliest FROM heard WHERE fact = 'clicks') AS click_heard ON click_heard.event_id = clicks.event_id
        INNER JOIN links ON links.ref = clicks.link_version
        WHERE NOT ruled.too_late AND clicks.event_at <= ruled.at AND clicks.event_at > ruled.at - toIntervalSecond(links.lookback_s)
            AND greatest(click_heard.earliest, devices.linked) <= ruled.first_heard + toIntervalSecond(links.lateness_s)
            AND devices.linked <= ruled.first_heard + toIntervalMillisecond(longest_lateness)
            AND NOT ruled.for_staff AND NOT hasAny(links.herself, ruled.people) AND has(links.earns_by, 'click')
            AND (links.least.2 != ruled.newest.1 OR ruled.newest.2 >= links.least.1)
        GROUP BY shop, order_id, visitor, link
    ),
    eligible_clicks AS (  -- of one link by one browser, a click too soon after one that counted does not count
        SELECT shop, order_id, arraySort(groupArray(click)) AS clicks
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
                codes_known.collaboration, codes_known.exclusive, codes_known.code_rule, codes_known.herself, codes_known.earns_by,
                codes_known.least), (codes_known.valid_from, codes_known.ref)) AS version
        FROM redeemed INNER JOIN codes_known ON codes_known.shop = redeemed.shop AND codes_known.code = redeemed.code
        WHERE codes_known.valid_from <= redeemed.at
            AND codes_known.recorded_at <= redeemed.first_heard + toIntervalSecond(codes_known.lateness_s)
        GROUP BY shop, order_id, place
    ),
    eligible_codes AS (
        SELECT in_force.shop AS shop, in_force.order_id AS order_id,
            arraySort(groupArray((place, version.2, (version.2, version.3, version.4, '', ''), version.5, version.6))) AS codes
        FROM in_force INNER JOIN ruled ON ruled.shop = in_force.shop AND ruled.order_id = in_force.order_id
        WHERE version.1 AND version.2 != '' AND NOT ruled.for_staff AND NOT hasAny(version.7, ruled.people) AND has(version.8, 'code')
            AND (version.9.2 != ruled.newest.1 OR ruled.newest.2 >= version.9.1)
        GROUP BY shop, order_id
    ),
    claims AS (
        SELECT ruled.shop AS shop, ruled.order_id AS order_id, ruled.precedence AS precedence, ruled.stacked AS stacked,
            eligible_clicks.clicks AS clicks, eligible_codes.codes AS codes,
            arrayMap(one -> one.2, arrayFilter(one -> one.4, codes)) AS owners,
            notEmpty(owners) AND precedence = 'code_if_winner' AND notEmpty(clicks) AND NOT has(owners, clicks[-1].3) AS void,
            arrayFilter(one -> NOT void AND (empty(owners) OR has(owners, one.3)), clicks) AS clicks_left,
            arrayFilter(one -> NOT void AND (empty(owners) OR has(owners, one.2)), codes) AS codes_let,
            multiIf(precedence = 'code_if_winner', [clicks_left[-1].3], precedence = 'code_if_involved', arrayMap(one -> one.3, clicks_left),
                arrayMap(one -> one.2, codes_let)) AS involved,
            arrayFilter(one -> has(involved, one.2), codes_let) AS codes_left,
            if(stacked = 'last', codes_left[-1], codes_left[1]) AS code,
            notEmpty(codes_left) AND (empty(clicks_left) OR (precedence != 'click_first'
                AND (precedence NOT IN ('', 'by_contract') OR code.5 = 'code_first'))) AS code_wins
        FROM ruled
        LEFT JOIN eligible_clicks ON eligible_clicks.shop = ruled.shop AND eligible_clicks.order_id = ruled.order_id
        LEFT JOIN eligible_codes ON eligible_codes.shop = ruled.shop AND eligible_codes.order_id = ruled.order_id
    )
SELECT sales.shop AS shop, sales.order_id AS order_id,
    if(notEmpty(claims.codes), claims.codes[-1].3, claims.clicks[-1].4) AS last_touch,
    if(claims.code_wins, claims.code.3, claims.clicks_left[-1].4) AS paid,
    if(sales.void, 0, sales.newest.2 - money_back.amount) AS net
FROM sales
LEFT JOIN money_back ON money_back.shop = sales.shop AND money_back.order_id = sales.order_id AND money_back.currency = sales.newest.1
INNER JOIN claims ON claims.shop = sales.shop AND claims.order_id = sales.order_id
