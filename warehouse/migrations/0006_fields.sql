-- The catalog's fields as columns, read from the document once, when a row is stored. Rates and margins in millionths.

-- Of a version: what a click or a code leads to.
ALTER TABLE catalog
    ADD COLUMN IF NOT EXISTS campaign String MATERIALIZED JSONExtractString(document, 'campaign'),
    ADD COLUMN IF NOT EXISTS creator String MATERIALIZED JSONExtractString(document, 'creator'),
    ADD COLUMN IF NOT EXISTS content String MATERIALIZED JSONExtractString(document, 'content'),
    ADD COLUMN IF NOT EXISTS version_key UInt64 MATERIALIZED sipHash64(kind, ref),
    ADD COLUMN IF NOT EXISTS contract_key UInt64
        MATERIALIZED sipHash64('collaboration', JSONExtractString(document, 'collaboration_version'));

-- Of each thing the version with the latest valid-from. The sink writes it beside the catalog.
CREATE TABLE IF NOT EXISTS newest (
    kind LowCardinality(String),
    id String,
    name String,
    valid_from DateTime64(3, 'UTC'),
    document String,
    _epoch UInt16,
    _partition UInt32,
    _offset UInt64,
    brand String MATERIALIZED JSONExtractString(document, 'brand'),
    campaign String MATERIALIZED JSONExtractString(document, 'campaign'),
    creator String MATERIALIZED JSONExtractString(document, 'creator'),
    collaboration String MATERIALIZED JSONExtractString(document, 'collaboration'),
    starts_on Date32 MATERIALIZED toDate32OrZero(JSONExtractString(document, 'starts_on')),
    ends_on Date32 MATERIALIZED toDate32OrZero(JSONExtractString(document, 'ends_on')),
    target_roas Nullable(Decimal(18, 6)) MATERIALIZED toDecimal64OrNull(trim(BOTH '"' FROM JSONExtractRaw(document, 'target', 'roas')), 6),
    target_revenue Nullable(Int64) MATERIALIZED JSONExtract(document, 'target', 'revenue', 'Nullable(Int64)'),
    target_currency LowCardinality(String) MATERIALIZED JSONExtractString(document, 'target', 'currency'),
    margin_ppm Nullable(Int64)
        MATERIALIZED toInt64(toDecimal64OrNull(trim(BOTH '"' FROM JSONExtractRaw(document, 'margin_rate')), 6) * 1000000),
    reports_in LowCardinality(String) MATERIALIZED JSONExtractString(document, 'currency'),
    shops Array(String) MATERIALIZED JSONExtract(document, 'shops', 'Array(String)'),
    platform LowCardinality(String) MATERIALIZED JSONExtractString(document, 'platform'),
    format LowCardinality(String) MATERIALIZED JSONExtractString(document, 'format'),
    fee Int64 MATERIALIZED JSONExtractInt(document, 'fee', 'amount'),
    fee_currency LowCardinality(String) MATERIALIZED JSONExtractString(document, 'fee', 'currency'),
    INDEX ix_offset _offset TYPE minmax
) ENGINE = ReplacingMergeTree(valid_from) ORDER BY (kind, id);

ALTER TABLE clicks
    ADD COLUMN IF NOT EXISTS link_key UInt64 MATERIALIZED sipHash64('link', link_version),
    ADD COLUMN IF NOT EXISTS valid Bool MATERIALIZED empty(flags);
