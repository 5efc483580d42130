-- Sums of periods that people ask for again and again, made ahead: a generation is a copy of the newest decision of every order, and there are sums
-- of it for each period and currency. Both are written once and never changed, and forgotten as a whole. What was stored since is added when
-- somebody asks (warehouse/settled.py).

CREATE TABLE IF NOT EXISTS settled_orders (
    generation UInt64,
    order_key UInt64,
    shop LowCardinality(String),
    order_id String,
    version UInt64,
    ordered_at DateTime64(3, 'UTC'),
    currency LowCardinality(String),
    refunded Int64,
    net Int64,
    counted Bool,
    parts Array(Tuple(
        owner UInt64, creator UInt64, campaign UInt64, models UInt16, first_of_creator UInt16, first_of_campaign UInt16, first UInt16, commission Int64,
        payable Int64, last_touch Int64, first_touch Int64, linear Int64, position_based Int64, time_decay Int64, last_non_direct Int64,
        j_shaped Int64, inverse_j Int64
    )),
    _epoch UInt16,
    _partition UInt32,
    _offset UInt64
) ENGINE = MergeTree PARTITION BY generation ORDER BY order_key
SETTINGS index_granularity = 64, min_compress_block_size = 1024, max_compress_block_size = 2048, default_compression_codec = 'LZ4';

-- By level: content (key: owner), creator (key: creator, place: campaign), campaign and day (key: campaign). Of each model what it credits, what
-- of its orders was refunded, the orders, and how many of their parts it credits; owing: how many parts earn commission, whatever the model.
-- The day's orders as a whole stand in a row of key 0 with their net revenue.
CREATE TABLE IF NOT EXISTS settled_sums (
    sums UInt64,
    level LowCardinality(String),
    day Date32,
    key UInt64,
    place UInt64,
    whole Int64,
    commission Int64,
    owing Int64,
    net Tuple(payable Int64, last_touch Int64, first_touch Int64, linear Int64, position_based Int64, time_decay Int64, last_non_direct Int64, j_shaped Int64, inverse_j Int64),
    refunded Tuple(payable Int64, last_touch Int64, first_touch Int64, linear Int64, position_based Int64, time_decay Int64, last_non_direct Int64, j_shaped Int64, inverse_j Int64),
    orders Tuple(payable Int64, last_touch Int64, first_touch Int64, linear Int64, position_based Int64, time_decay Int64, last_non_direct Int64, j_shaped Int64, inverse_j Int64),
    credited Tuple(payable Int64, last_touch Int64, first_touch Int64, linear Int64, position_based Int64, time_decay Int64, last_non_direct Int64, j_shaped Int64, inverse_j Int64)
) ENGINE = MergeTree PARTITION BY sums ORDER BY (level, key) SETTINGS default_compression_codec = 'LZ4';

-- What accrued to a period, by level: content, creator, campaign and day. It holds as long as no cost and nothing in the catalog is told anew.
CREATE TABLE IF NOT EXISTS settled_costs (
    sums UInt64,
    level LowCardinality(String),
    day Date32,
    campaign String,
    creator String,
    content String,
    borne Int64
) ENGINE = MergeTree PARTITION BY sums ORDER BY level SETTINGS default_compression_codec = 'LZ4';

-- Finds what was stored since without reading what was stored before.
ALTER TABLE credits ADD INDEX IF NOT EXISTS ix_place (_epoch, _partition, _offset) TYPE minmax GRANULARITY 1;
ALTER TABLE credits MATERIALIZE INDEX ix_place;
