-- What could not work, what the catalog says, and how far each partition is in.

-- topic, partition, offset name the refused record; key and value are its bytes, base64.
CREATE TABLE IF NOT EXISTS dead_letters (
    topic LowCardinality(String),
    partition UInt32,
    offset UInt64,
    letter String,
    reason LowCardinality(String),
    detail String,
    at DateTime64(3, 'UTC'),
    key Nullable(String),
    value String CODEC(ZSTD(1)),
    _epoch UInt16,
    _partition UInt32,
    _offset UInt64,
    _rank UInt64,
    _stored_at DateTime64(3, 'UTC') DEFAULT now64(3),
    INDEX ix_offset _offset TYPE minmax
) ENGINE = ReplacingMergeTree(_rank) ORDER BY (topic, partition, offset, letter);

-- Letters sent again.
CREATE TABLE IF NOT EXISTS replays (
    letter String,
    replayed_at DateTime64(3, 'UTC')
) ENGINE = MergeTree ORDER BY (letter, replayed_at);

CREATE TABLE IF NOT EXISTS catalog (
    kind LowCardinality(String),
    id String,
    ref String,
    name String,
    valid_from DateTime64(3, 'UTC'),
    recorded_at DateTime64(3, 'UTC'),
    document String,
    _epoch UInt16,
    _partition UInt32,
    _offset UInt64,
    _rank UInt64,
    _stored_at DateTime64(3, 'UTC') DEFAULT now64(3),
    INDEX ix_offset _offset TYPE minmax
) ENGINE = ReplacingMergeTree(_rank) ORDER BY (kind, id, ref);

-- How far each partition is in: everything before offset is stored. Written last, once a batch.
CREATE TABLE IF NOT EXISTS ingested (
    epoch UInt16,
    topic LowCardinality(String),
    partition UInt32,
    topic_id String,
    offset UInt64,
    at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplacingMergeTree(offset) ORDER BY (epoch, topic, partition, topic_id);
