-- What is owed, booked line by line. Only ever added to: a line that comes twice is the first of the two, with its date.

CREATE TABLE IF NOT EXISTS ledger (
    entry String,
    booked_at DateTime64(3, 'UTC'),
    cause LowCardinality(String),
    corrects String,
    shop String,
    order_id String,
    version UInt64,
    creator String,
    campaign String,
    collaboration String,
    currency LowCardinality(String),
    revenue Int64,
    commission Int64,
    _rank UInt64,
    _stored_at DateTime64(3, 'UTC') DEFAULT now64(3),
    INDEX ix_booked_at booked_at TYPE minmax
) ENGINE = ReplacingMergeTree(_rank) ORDER BY (shop, order_id, version, entry);

-- Up to which stored decision everything is booked.
CREATE TABLE IF NOT EXISTS booked (
    until DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(until) ORDER BY tuple();

-- Other terms for the orders of a period: proposed by one, published by another. One row for each of the two; the first one counts.
CREATE TABLE IF NOT EXISTS restatements (
    restatement String,
    step LowCardinality(String),
    number UInt16,
    policy String,
    since DateTime64(3, 'UTC'),
    until DateTime64(3, 'UTC'),
    late Bool,
    decisions String,
    token String,
    at DateTime64(3, 'UTC'),
    _rank UInt64
) ENGINE = ReplacingMergeTree(_rank) ORDER BY (restatement, step);
