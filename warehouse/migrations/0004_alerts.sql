-- What became of each alert, one row for each transition: opened, updated, resolved. Amounts in minor units of the currency.
-- _partition and _offset name the record on the alerts topic; of transitions with one id the first is kept.

CREATE TABLE IF NOT EXISTS alerts (
    id String,
    alert String,
    transition LowCardinality(String),
    rule LowCardinality(String),
    campaign String,
    brand String,
    currency LowCardinality(String),
    opened_at DateTime64(3, 'UTC'),
    window_from DateTime64(3, 'UTC'),
    window_to DateTime64(3, 'UTC'),
    recorded_at DateTime64(3, 'UTC'),
    ending LowCardinality(String),
    net Int64,
    cost Int64,
    orders Int64,
    target_roas Decimal(18, 6),
    expected_orders Nullable(Int64),
    average_order Nullable(Int64),
    average_of LowCardinality(String),
    at_stake Int64,
    _epoch UInt16,
    _partition UInt32,
    _offset UInt64,
    _rank UInt64,
    _stored_at DateTime64(3, 'UTC') DEFAULT now64(3),
    INDEX ix_offset _offset TYPE minmax
) ENGINE = ReplacingMergeTree(_rank) ORDER BY (alert, id);
