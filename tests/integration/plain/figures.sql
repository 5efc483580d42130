-- What people ask for, as sums that every question shares. Money in minor units of one currency; rates and targets in millionths.

-- What the catalog says: of each thing the version with the latest valid-from.
CREATE VIEW IF NOT EXISTS brands AS
SELECT id AS brand, name AS brand_name, JSONExtractString(document, 'currency') AS reports_in,
    JSONExtract(document, 'shops', 'Array(String)') AS shops
FROM catalog WHERE kind = 'brand' ORDER BY valid_from DESC LIMIT 1 BY id;

-- A shop's brand; of several that claim it the first by name, so that no order counts twice.
CREATE VIEW IF NOT EXISTS brand_shops AS
SELECT shop, min(brand) AS brand FROM brands ARRAY JOIN shops AS shop GROUP BY shop;

CREATE VIEW IF NOT EXISTS campaigns AS
SELECT
    id AS campaign, name AS campaign_name, JSONExtractString(document, 'brand') AS brand,
    toDate32(JSONExtractString(document, 'starts_on')) AS starts_on, toDate32(JSONExtractString(document, 'ends_on')) AS ends_on,
    toDecimal64OrNull(trim(BOTH '"' FROM JSONExtractRaw(document, 'target', 'roas')), 6) AS target_roas,
    JSONExtract(document, 'target', 'revenue', 'Nullable(Int64)') AS target_revenue,
    JSONExtractString(document, 'target', 'currency') AS target_currency,
    toInt64(toDecimal64OrNull(trim(BOTH '"' FROM JSONExtractRaw(document, 'margin_rate')), 6) * 1000000) AS margin_ppm
FROM catalog WHERE kind = 'campaign' ORDER BY valid_from DESC LIMIT 1 BY id;

-- What a campaign should reach, in one currency; a target without one is in the brand's.
CREATE VIEW IF NOT EXISTS targets AS
SELECT campaigns.campaign AS campaign, campaigns.campaign_name AS campaign_name, campaigns.brand AS brand,
    campaigns.target_roas AS target_roas,
    if(if(campaigns.target_currency = '', brands.reports_in, campaigns.target_currency) = {currency:String},
        campaigns.target_revenue, NULL) AS target_revenue
FROM campaigns LEFT JOIN brands ON brands.brand = campaigns.brand;

CREATE VIEW IF NOT EXISTS creators AS
SELECT id AS creator, name AS creator_name FROM catalog WHERE kind = 'creator' ORDER BY valid_from DESC LIMIT 1 BY id;

CREATE VIEW IF NOT EXISTS collaborations AS
SELECT
    id AS collaboration, JSONExtractString(document, 'campaign') AS campaign, JSONExtractString(document, 'creator') AS creator,
    JSONExtractInt(document, 'fee', 'amount') AS fee, JSONExtractString(document, 'fee', 'currency') AS fee_currency
FROM catalog WHERE kind = 'collaboration' ORDER BY valid_from DESC LIMIT 1 BY id;

CREATE VIEW IF NOT EXISTS contents AS
SELECT
    id AS content, JSONExtractString(document, 'collaboration') AS collaboration,
    JSONExtractString(document, 'platform') AS platform, JSONExtractString(document, 'format') AS format
FROM catalog WHERE kind = 'content' ORDER BY valid_from DESC LIMIT 1 BY id;

-- Every version of a link or code, with the commission that the contract it is pinned to agrees on.
CREATE VIEW IF NOT EXISTS terms AS
SELECT touched.kind AS kind, touched.ref AS ref, touched.collaboration AS collaboration, touched.content AS content, commission_ppm
FROM (
    SELECT kind, ref, JSONExtractString(document, 'collaboration') AS collaboration, JSONExtractString(document, 'content') AS content,
        JSONExtractString(document, 'collaboration_version') AS pinned
    FROM catalog FINAL WHERE kind IN ('link', 'code')
) AS touched
LEFT JOIN (
    SELECT ref, toInt64(toDecimal64OrZero(trim(BOTH '"' FROM JSONExtractRaw(document, 'commission_rate')), 6) * 1000000) AS commission_ppm
    FROM catalog FINAL WHERE kind = 'collaboration'
) AS contract ON contract.ref = touched.pinned;

-- What everybody earned of every order, as its newest decision says, in every model. An order belongs to the brand whose shop it was
-- placed in; in a shop that no brand names, to the campaign's brand. Cancelled orders and test orders are worth nothing and not counted.
CREATE VIEW IF NOT EXISTS shares AS
SELECT
    told.model AS model, told.shop AS shop, told.order_id AS order_id, told.version AS version, told.ordered_at AS ordered_at,
    told.currency AS currency, told.refunded AS refunded, told.counted AS counted, told.creator AS creator, told.campaign AS campaign,
    told.content AS content, told.amount AS amount,
    if(of_shop.brand = '', of_campaign.brand, of_shop.brand) AS brand, of_campaign.margin_ppm AS margin_ppm
FROM (
    SELECT model, shop, order_id, version, ordered_at, currency, refunded, status != 'cancelled' AND reason != 'test_order' AS counted,
        creator, campaign, content, amount
    FROM attributions_latest
    ARRAY JOIN creators AS creator, campaigns AS campaign, contents AS content, amounts AS amount
) AS told
LEFT JOIN brand_shops AS of_shop ON of_shop.shop = told.shop
LEFT JOIN campaigns AS of_campaign ON of_campaign.campaign = told.campaign;

-- What a filter lets through of the sales of one currency, for each of `models` (none named: every one) and for each of `per`:
-- day, campaign, creator, content; what is not named is left empty. An order counts once in each row that has a share in it, and so does
-- what was refunded of it, whole. `earned` is net revenue x margin in millionths; `margin_known` is 0 if a campaign has no margin.
CREATE VIEW IF NOT EXISTS sold AS
SELECT model, day, campaign, creator, content, sum(amount) AS net, sum(given_back) AS refunded, countIf(is_order) AS orders,
    sum(margin) AS earned, min(known) AS margin_known
FROM (
    SELECT
        s.model AS model, s.shop AS shop, s.order_id AS order_id,
        if(has({per:Array(String)}, 'day'), toDate32(s.ordered_at), toDate32(0)) AS day,
        if(has({per:Array(String)}, 'campaign'), s.campaign, '') AS campaign,
        if(has({per:Array(String)}, 'creator'), s.creator, '') AS creator,
        if(has({per:Array(String)}, 'content'), s.content, '') AS content,
        sum(s.amount) AS amount, any(s.refunded) AS given_back, any(s.counted) AS is_order,
        sum(toInt128(s.amount) * ifNull(s.margin_ppm, 0)) AS margin, min(s.margin_ppm IS NOT NULL) AS known
    FROM shares AS s
    WHERE (empty({models:Array(String)}) OR has({models:Array(String)}, s.model)) AND s.currency = {currency:String}
        AND s.ordered_at >= fromUnixTimestamp64Milli({since:Int64}) AND s.ordered_at < fromUnixTimestamp64Milli({until:Int64})
        AND (empty({brands:Array(String)}) OR has({brands:Array(String)}, s.brand))
        AND (empty({campaigns:Array(String)}) OR has({campaigns:Array(String)}, s.campaign))
        AND (empty({creators:Array(String)}) OR has({creators:Array(String)}, s.creator))
    GROUP BY model, shop, order_id, day, campaign, creator, content
)
GROUP BY model, day, campaign, creator, content;

-- Net revenue that each model credits to nobody. It belongs to a brand's shops, but to no campaign and no creator.
CREATE VIEW IF NOT EXISTS uncredited AS
SELECT model, sum(unattributed) AS unattributed
FROM attributions_latest
WHERE currency = {currency:String} AND empty({campaigns:Array(String)}) AND empty({creators:Array(String)})
    AND ordered_at >= fromUnixTimestamp64Milli({since:Int64}) AND ordered_at < fromUnixTimestamp64Milli({until:Int64})
    AND (empty({brands:Array(String)}) OR shop IN (SELECT shop FROM brand_shops WHERE has({brands:Array(String)}, brand)))
GROUP BY model;

-- Who is paid for each order, and the version of the link or code that its terms hang on.
CREATE VIEW IF NOT EXISTS paid AS
SELECT shop, order_id, version, if(winner.1 = 'code', 'code', 'link') AS kind, winner.2 AS ref
FROM (
    SELECT shop, order_id, version, arrayFirst(candidate -> candidate.3 = 'won',
        JSONExtract(document, 'candidates', 'Array(Tuple(type String, ref String, reason String))')) AS winner
    FROM decisions_latest
);

-- Payable commission: the rate of the pinned contract x what the payable model credits, order by order, half a minor unit rounded away
-- from zero. A refund lowers it.
CREATE VIEW IF NOT EXISTS commissioned AS
SELECT
    if(has({per:Array(String)}, 'day'), toDate32(s.ordered_at), toDate32(0)) AS day,
    if(has({per:Array(String)}, 'campaign'), s.campaign, '') AS campaign,
    if(has({per:Array(String)}, 'creator'), s.creator, '') AS creator,
    if(has({per:Array(String)}, 'content'), s.content, '') AS content,
    sum(toInt64(intDiv(toInt128(s.amount) * agreed.commission_ppm + sign(s.amount) * 500000, 1000000))) AS commission
FROM shares AS s
INNER JOIN paid ON paid.shop = s.shop AND paid.order_id = s.order_id AND paid.version = s.version
INNER JOIN terms AS agreed ON agreed.kind = paid.kind AND agreed.ref = paid.ref
WHERE s.model = 'payable' AND s.currency = {currency:String}
    AND s.ordered_at >= fromUnixTimestamp64Milli({since:Int64}) AND s.ordered_at < fromUnixTimestamp64Milli({until:Int64})
    AND (empty({brands:Array(String)}) OR has({brands:Array(String)}, s.brand))
    AND (empty({campaigns:Array(String)}) OR has({campaigns:Array(String)}, s.campaign))
    AND (empty({creators:Array(String)}) OR has({creators:Array(String)}, s.creator))
GROUP BY day, campaign, creator, content;
