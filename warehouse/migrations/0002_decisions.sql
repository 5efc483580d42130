-- Who earned what, every version of it. _partition and _offset name the record on the attributions topic.

-- One decision document per order and version.
CREATE TABLE IF NOT EXISTS decisions (
    shop String,
    order_id String,
    version UInt64,
    currency LowCardinality(String),
    gross Int64,
    refunded Int64,
    net Int64,
    status LowCardinality(String),
    reason LowCardinality(String),
    policy String,
    ordered_at DateTime64(3, 'UTC'),
    received DateTime64(3, 'UTC'),
    newest DateTime64(3, 'UTC'),
    events Array(String),
    document String CODEC(ZSTD(1)),
    _epoch UInt16,
    _partition UInt32,
    _offset UInt64,
    _rank UInt64,
    _stored_at DateTime64(3, 'UTC') DEFAULT now64(3),
    _digest UInt64 DEFAULT sipHash64(document),
    INDEX ix_ordered_at ordered_at TYPE minmax,
    INDEX ix_offset _offset TYPE minmax
) ENGINE = ReplacingMergeTree(_rank) ORDER BY (shop, order_id, version);

-- One row per order, model and version, with its shares as parallel arrays: a new version replaces the whole story at once.
CREATE TABLE IF NOT EXISTS attributions (
    shop String,
    order_id String,
    model LowCardinality(String),
    version UInt64,
    creators Array(String),
    campaigns Array(String),
    collaborations Array(String),
    contents Array(String),
    placements Array(String),
    amounts Array(Int64),
    unattributed Int64,
    currency LowCardinality(String),
    gross Int64,
    refunded Int64,
    net Int64,
    status LowCardinality(String),
    reason LowCardinality(String),
    ordered_at DateTime64(3, 'UTC'),
    received DateTime64(3, 'UTC'),
    newest DateTime64(3, 'UTC'),
    _epoch UInt16,
    _partition UInt32,
    _offset UInt64,
    _rank UInt64,
    _stored_at DateTime64(3, 'UTC') DEFAULT now64(3),
    INDEX ix_ordered_at ordered_at TYPE minmax,
    INDEX ix_offset _offset TYPE minmax
) ENGINE = ReplacingMergeTree(_rank) ORDER BY (shop, order_id, model, version);

CREATE VIEW IF NOT EXISTS attributions_latest AS
SELECT * FROM attributions FINAL
WHERE (shop, order_id, model, version) IN (
    SELECT shop, order_id, model, max(version) FROM attributions GROUP BY shop, order_id, model
);

CREATE VIEW IF NOT EXISTS decisions_latest AS
SELECT * FROM decisions FINAL
WHERE (shop, order_id, version) IN (SELECT shop, order_id, max(version) FROM decisions GROUP BY shop, order_id);

CREATE TABLE IF NOT EXISTS late (
    id String,
    shop String,
    order_id String,
    type LowCardinality(String),
    touch String,
    ref String,
    touched_at DateTime64(3, 'UTC'),
    received DateTime64(3, 'UTC'),
    allowed_until DateTime64(3, 'UTC'),
    _epoch UInt16,
    _partition UInt32,
    _offset UInt64,
    _rank UInt64,
    _stored_at DateTime64(3, 'UTC') DEFAULT now64(3),
    INDEX ix_offset _offset TYPE minmax
) ENGINE = ReplacingMergeTree(_rank) ORDER BY (shop, order_id, id);
