-- Data-driven models and what they credit of the orders of their window. Analytic: nobody is ever paid by them.

-- The same paths and the same question have the same version: training again replaces the row.
CREATE TABLE IF NOT EXISTS trained_models (
    version String,
    model LowCardinality(String),
    since DateTime64(3, 'UTC'),
    until DateTime64(3, 'UTC'),
    trained_at DateTime64(3, 'UTC'),
    document String CODEC(ZSTD(1)),
    _rank UInt64
) ENGINE = ReplacingMergeTree(_rank) ORDER BY version;

-- One row per version and order: every creator on its path with the model's share and, of the same decision, the payable share.
CREATE TABLE IF NOT EXISTS trained_credits (
    version String,
    shop String,
    order_id String,
    ordered_at DateTime64(3, 'UTC'),
    decision UInt64,
    currency LowCardinality(String),
    net Int64,
    counted Bool,
    creators Array(String),
    amounts Array(Int64),
    payable Array(Int64),
    _rank UInt64
) ENGINE = ReplacingMergeTree(_rank) ORDER BY (version, shop, order_id);
