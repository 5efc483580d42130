-- The newest decision of each order, kept ready for sums: one row per order, whoever has a share in any model once, as hashes. Derived from
-- decisions as they are stored, and again from where `ingested` ends when a sink begins, because a crash may come between the two.
-- A row that comes twice replaces itself. No date in the key: a later version may know that the order was placed earlier.

CREATE TABLE IF NOT EXISTS credits (
    shop LowCardinality(String),
    order_id String,
    version UInt64,
    ordered_at DateTime64(3, 'UTC'),
    newest DateTime64(3, 'UTC'),
    currency LowCardinality(String),
    refunded Int64,
    net Int64,
    counted Bool,
    won UInt64,
    paid_owner UInt64,
    paid_creator UInt64,
    paid_campaign UInt64,
    owners Array(UInt64),
    creators Array(UInt64),
    campaigns Array(UInt64),
    members Array(UInt8),
    last_touch Array(Int64),
    first_touch Array(Int64),
    linear Array(Int64),
    position_based Array(Int64),
    time_decay Array(Int64),
    told Array(Tuple(String, String, String)),
    _stored_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplacingMergeTree(version) ORDER BY (order_id, shop);

-- Who may have a share: a creator's content for a campaign; the hash of the three, and of two of them, stand for them in credits.
CREATE TABLE IF NOT EXISTS owners (
    owner UInt64,
    creator_key UInt64,
    campaign_key UInt64,
    creator String,
    campaign String,
    content String
) ENGINE = ReplacingMergeTree ORDER BY owner;

-- What is told here is derived and not kept.
CREATE TABLE IF NOT EXISTS decided (
    shop String,
    order_id String,
    version UInt64,
    ordered_at DateTime64(3, 'UTC'),
    newest DateTime64(3, 'UTC'),
    currency LowCardinality(String),
    refunded Int64,
    net Int64,
    status LowCardinality(String),
    reason LowCardinality(String),
    document String,
    _stored_at DateTime64(3, 'UTC')
) ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS credits_of_decided TO credits AS
WITH
    JSONExtract(document, concat('Tuple(credits Array(Tuple(model String, shares Array(Tuple(creator String, campaign String, content String, ',
        'amount Int64)))), candidates Array(Tuple(type String, ref String, reason String)))')) AS read,
    read.credits AS models,
    arrayFirst(one -> one.reason = 'won', read.candidates) AS winner,
    arrayMap(model -> arrayMap(s -> (s.creator, s.campaign, s.content), model.shares), models) AS theirs,
    arrayMap(model -> model.shares.amount, models) AS parts,
    arraySort(arrayDistinct(arrayFlatten(theirs))) AS triples,
    arrayMap(name -> indexOf(models.model, name),
        ['payable', 'last_touch', 'first_touch', 'linear', 'position_based', 'time_decay']) AS places,
    arrayMap(place -> arrayMap(one -> arraySum((other, part) -> if(other = one, part, 0), theirs[place], parts[place]), triples), places) AS sums,
    arrayMap(one -> arraySum((place, bit) -> if(has(theirs[place], one), bit, 0), places, [1, 2, 4, 8, 16, 32]), triples) AS masks,
    theirs[places[1]][1] AS paid
SELECT
    shop, order_id, version, ordered_at, newest, currency, refunded, net,
    status != 'cancelled' AND reason != 'test_order' AS counted,
    if(winner.ref = '', 0, sipHash64(if(winner.type = 'code', 'code', 'link'), winner.ref)) AS won,
    if(empty(theirs[places[1]]), 0, sipHash64(paid.1, paid.2, paid.3)) AS paid_owner,
    if(empty(theirs[places[1]]), 0, sipHash64(paid.1)) AS paid_creator,
    if(empty(theirs[places[1]]), 0, sipHash64(paid.2)) AS paid_campaign,
    arrayMap(one -> sipHash64(one.1, one.2, one.3), triples) AS owners,
    arrayMap(one -> sipHash64(one.1), triples) AS creators,
    arrayMap(one -> sipHash64(one.2), triples) AS campaigns,
    arrayMap(mask -> toUInt8(mask), masks) AS members,
    sums[2] AS last_touch, sums[3] AS first_touch, sums[4] AS linear, sums[5] AS position_based, sums[6] AS time_decay,
    triples AS told, _stored_at
FROM decided;

CREATE MATERIALIZED VIEW IF NOT EXISTS owners_of_credits TO owners AS
SELECT DISTINCT sipHash64(one.1, one.2, one.3) AS owner, sipHash64(one.1) AS creator_key, sipHash64(one.2) AS campaign_key,
    one.1 AS creator, one.2 AS campaign, one.3 AS content
FROM credits ARRAY JOIN told AS one;

CREATE MATERIALIZED VIEW IF NOT EXISTS decided_of_decisions TO decided AS
SELECT shop, order_id, version, ordered_at, newest, currency, refunded, net, status, reason, document, _stored_at FROM decisions;

INSERT INTO decided
SELECT shop, order_id, version, ordered_at, newest, currency, refunded, net, status, reason, document, _stored_at FROM decisions;
