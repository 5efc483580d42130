-- The newest decision of each order, kept ready for sums: one row per order, whoever has a share in any model once, as hashes (warehouse/keys.py).
-- The sink writes it beside the decision. A row that comes twice replaces itself. No date in the key: a later version may know that the
-- order was placed earlier. payees, paid… and commission are the payable model's, plain numbers, because nearly every order pays one owner
-- or nobody (0). Several are a team: paid_creator and paid_campaign are 0 then, and the parts are in the order of its owners.
-- came: click, code, both: the types of the candidates that were eligible; where none was, the decision's reason.
-- All models share one list of owners; members has a bit for each model that credits an owner.

CREATE TABLE IF NOT EXISTS credits (
    order_key UInt64,
    shop LowCardinality(String),
    order_id String,
    version UInt64,
    ordered_at DateTime64(3, 'UTC'),
    newest DateTime64(3, 'UTC'),
    currency LowCardinality(String),
    refunded Int64,
    net Int64,
    counted Bool,
    came LowCardinality(String),
    payees UInt64,
    paid_creator UInt64,
    paid_campaign UInt64,
    paid Int64,
    commission Int64,
    paid_parts Array(Int64),
    commission_parts Array(Int64),
    owners Array(UInt64),
    creators Array(UInt64),
    campaigns Array(UInt64),
    members Array(UInt16),
    payable Array(Int64),
    last_touch Array(Int64),
    first_touch Array(Int64),
    linear Array(Int64),
    position_based Array(Int64),
    time_decay Array(Int64),
    last_non_direct Array(Int64),
    j_shaped Array(Int64),
    inverse_j Array(Int64),
    _epoch UInt16,
    _partition UInt32,
    _offset UInt64,
    _stored_at DateTime64(3, 'UTC') DEFAULT now64(3),
    INDEX ix_offset _offset TYPE minmax
) ENGINE = ReplacingMergeTree(version) ORDER BY (order_key, shop, order_id);

-- Who may have a share: a creator's content for a campaign; the hash of the three, and of two of them, stand for them in credits.
CREATE TABLE IF NOT EXISTS owners (
    owner UInt64,
    creator_key UInt64,
    campaign_key UInt64,
    creator String,
    campaign String,
    content String,
    _epoch UInt16,
    _partition UInt32,
    _offset UInt64,
    INDEX ix_offset _offset TYPE minmax
) ENGINE = ReplacingMergeTree ORDER BY owner;

-- Owners who are paid together for one order.
CREATE TABLE IF NOT EXISTS teams (
    team UInt64,
    owners Array(UInt64),
    creators Array(UInt64),
    campaigns Array(UInt64),
    _epoch UInt16,
    _partition UInt32,
    _offset UInt64,
    INDEX ix_offset _offset TYPE minmax
) ENGINE = ReplacingMergeTree ORDER BY team;
