-- What campaigns cost, day by day, and how often their links are clicked.

-- Everything that is paid for, with the days it pays for. A fee counts when it is told as a cost; a fee that only the contract states is borne
-- evenly over the campaign's days. A told fee that names no collaboration stands for every fee of its campaign: none is counted twice.
CREATE VIEW IF NOT EXISTS cost_lines AS
WITH told AS (
    SELECT kind, campaign, content, amount, currency, accrues_from, accrues_to,
        if(costs.collaboration = '', contents.collaboration, costs.collaboration) AS collaboration
    FROM (SELECT * FROM costs FINAL) AS costs
    LEFT JOIN contents ON contents.content = costs.content
)
SELECT line.kind AS kind, line.campaign AS campaign, contract.creator AS creator, line.content AS content, line.amount AS amount,
    line.currency AS currency, toInt64(line.accrues_from) AS first_day, toInt64(line.accrues_to) - toInt64(line.accrues_from) + 1 AS days
FROM (
    SELECT kind, campaign, collaboration, content, amount, currency, accrues_from, accrues_to FROM told
    UNION ALL
    SELECT 'fee', agreed.campaign, agreed.collaboration, '', agreed.fee, agreed.fee_currency, campaigns.starts_on, campaigns.ends_on
    FROM collaborations AS agreed
    INNER JOIN campaigns ON campaigns.campaign = agreed.campaign
    WHERE agreed.fee != 0
        AND agreed.collaboration NOT IN (SELECT collaboration FROM told WHERE kind = 'fee')
        AND agreed.campaign NOT IN (SELECT campaign FROM told WHERE kind = 'fee' AND collaboration = '')
) AS line
LEFT JOIN collaborations AS contract ON contract.collaboration = line.collaboration;

-- What of it is borne in a period: amount x days gone / days, rounded toward zero, at its end less the same at its begin. So any days
-- add up to the whole. A day counts if it begins in the period (UTC).
CREATE VIEW IF NOT EXISTS borne AS
WITH
    intDiv({since:Int64} + 86399999, 86400000) AS from_day,
    intDiv({until:Int64} + 86399999, 86400000) AS to_day,
    greatest(from_day, line.first_day) AS begins,
    least(to_day, line.first_day + line.days) AS ends,
    arrayJoin(if(has({per:Array(String)}, 'day'), arrayMap(d -> (d, d + 1), range(begins, greatest(begins, ends))), [(begins, ends)])) AS span
SELECT
    if(has({per:Array(String)}, 'day'), toDate32(span.1), toDate32(0)) AS day,
    if(has({per:Array(String)}, 'campaign'), line.campaign, '') AS campaign,
    if(has({per:Array(String)}, 'creator'), line.creator, '') AS creator,
    if(has({per:Array(String)}, 'content'), line.content, '') AS content,
    sum(toInt64(intDiv(toInt128(line.amount) * (span.2 - line.first_day), line.days)
        - intDiv(toInt128(line.amount) * (span.1 - line.first_day), line.days))) AS cost,
    min(campaigns.margin_ppm IS NOT NULL) AS margin_known
FROM cost_lines AS line
LEFT JOIN campaigns ON campaigns.campaign = line.campaign
WHERE line.currency = {currency:String} AND begins < ends
    AND (empty({brands:Array(String)}) OR has({brands:Array(String)}, campaigns.brand))
    AND (empty({campaigns:Array(String)}) OR has({campaigns:Array(String)}, line.campaign))
    AND (empty({creators:Array(String)}) OR has({creators:Array(String)}, line.creator))
GROUP BY day, campaign, creator, content;

-- Clicks that may count, invalid traffic left out. A click has no money: it belongs to the currency that its campaign's brand reports in.
CREATE VIEW IF NOT EXISTS visited AS
SELECT
    if(has({per:Array(String)}, 'day'), toDate32(click.event_at), toDate32(0)) AS day,
    if(has({per:Array(String)}, 'campaign'), contract.campaign, '') AS campaign,
    if(has({per:Array(String)}, 'creator'), contract.creator, '') AS creator,
    if(has({per:Array(String)}, 'content'), link.content, '') AS content,
    count() AS clicks
FROM (SELECT * FROM clicks FINAL) AS click
INNER JOIN (SELECT * FROM terms WHERE kind = 'link') AS link ON link.ref = click.link_version
INNER JOIN collaborations AS contract ON contract.collaboration = link.collaboration
INNER JOIN campaigns ON campaigns.campaign = contract.campaign
INNER JOIN brands ON brands.brand = campaigns.brand
WHERE empty(click.flags) AND brands.reports_in = {currency:String}
    AND click.event_at >= fromUnixTimestamp64Milli({since:Int64}) AND click.event_at < fromUnixTimestamp64Milli({until:Int64})
    AND (empty({brands:Array(String)}) OR has({brands:Array(String)}, campaigns.brand))
    AND (empty({campaigns:Array(String)}) OR has({campaigns:Array(String)}, contract.campaign))
    AND (empty({creators:Array(String)}) OR has({creators:Array(String)}, contract.creator))
GROUP BY day, campaign, creator, content;

-- All of it side by side. `cost` includes the commission, which is the payable model's whatever model is asked for. ROAS is net revenue /
-- cost, ROI (net revenue x margin - cost) / cost, both rounded down to four decimals; NULL without cost, ROI also without a margin.
CREATE VIEW IF NOT EXISTS figures AS
WITH
    toInt128(net) * 10000 AS brought,
    (earned - toInt128(cost) * 1000000) * 10000 AS gained,
    toInt128(cost) * 1000000 AS spent
SELECT day, campaign, creator, content, net, refunded, orders, clicks, cost, commission,
    if(cost > 0, toDecimal64(intDiv(brought - positiveModulo(brought, cost), cost), 0) * toDecimal64('0.0001', 4), NULL) AS roas,
    if(cost > 0 AND margin_known,
        toDecimal64(intDiv(gained - positiveModulo(gained, spent), spent), 0) * toDecimal64('0.0001', 4), NULL) AS roi
FROM (
    SELECT day, campaign, creator, content, sum(part.net) AS net, sum(part.refunded) AS refunded, sum(part.orders) AS orders,
        sum(part.clicks) AS clicks, sum(part.borne) + sum(part.commission) AS cost, sum(part.commission) AS commission,
        sum(part.earned) AS earned, min(part.margin_known) AS margin_known
    FROM (
        SELECT day, campaign, creator, content, net, refunded, toInt64(orders) AS orders, toInt64(0) AS clicks, toInt64(0) AS borne,
            toInt64(0) AS commission, earned, margin_known
        FROM sold(per = {per:Array(String)}, models = [{model:String}], since = {since:Int64}, until = {until:Int64},
            brands = {brands:Array(String)}, campaigns = {campaigns:Array(String)}, creators = {creators:Array(String)},
            currency = {currency:String})
        UNION ALL
        SELECT day, campaign, creator, content, 0, 0, 0, 0, 0, commission, 0, 1
        FROM commissioned(per = {per:Array(String)}, since = {since:Int64}, until = {until:Int64},
            brands = {brands:Array(String)}, campaigns = {campaigns:Array(String)}, creators = {creators:Array(String)},
            currency = {currency:String})
        UNION ALL
        SELECT day, campaign, creator, content, 0, 0, 0, 0, cost, 0, 0, margin_known
        FROM borne(per = {per:Array(String)}, since = {since:Int64}, until = {until:Int64},
            brands = {brands:Array(String)}, campaigns = {campaigns:Array(String)}, creators = {creators:Array(String)},
            currency = {currency:String})
        UNION ALL
        SELECT day, campaign, creator, content, 0, 0, 0, toInt64(clicks), 0, 0, 0, 1
        FROM visited(per = {per:Array(String)}, since = {since:Int64}, until = {until:Int64},
            brands = {brands:Array(String)}, campaigns = {campaigns:Array(String)}, creators = {creators:Array(String)},
            currency = {currency:String})
    ) AS part
    GROUP BY day, campaign, creator, content
);
