-- The catalog's fields as columns, read from the document once, when a row is stored. Rates and margins in millionths.

ALTER TABLE catalog
    ADD COLUMN IF NOT EXISTS brand String MATERIALIZED JSONExtractString(document, 'brand'),
    ADD COLUMN IF NOT EXISTS campaign String MATERIALIZED JSONExtractString(document, 'campaign'),
    ADD COLUMN IF NOT EXISTS creator String MATERIALIZED JSONExtractString(document, 'creator'),
    ADD COLUMN IF NOT EXISTS collaboration String MATERIALIZED JSONExtractString(document, 'collaboration'),
    ADD COLUMN IF NOT EXISTS content String MATERIALIZED JSONExtractString(document, 'content'),
    ADD COLUMN IF NOT EXISTS starts_on Date32 MATERIALIZED toDate32OrZero(JSONExtractString(document, 'starts_on')),
    ADD COLUMN IF NOT EXISTS ends_on Date32 MATERIALIZED toDate32OrZero(JSONExtractString(document, 'ends_on')),
    ADD COLUMN IF NOT EXISTS target_roas Nullable(Decimal(18, 6))
        MATERIALIZED toDecimal64OrNull(trim(BOTH '"' FROM JSONExtractRaw(document, 'target', 'roas')), 6),
    ADD COLUMN IF NOT EXISTS target_revenue Nullable(Int64) MATERIALIZED JSONExtract(document, 'target', 'revenue', 'Nullable(Int64)'),
    ADD COLUMN IF NOT EXISTS target_currency LowCardinality(String) MATERIALIZED JSONExtractString(document, 'target', 'currency'),
    ADD COLUMN IF NOT EXISTS margin_ppm Nullable(Int64)
        MATERIALIZED toInt64(toDecimal64OrNull(trim(BOTH '"' FROM JSONExtractRaw(document, 'margin_rate')), 6) * 1000000),
    ADD COLUMN IF NOT EXISTS reports_in LowCardinality(String) MATERIALIZED JSONExtractString(document, 'currency'),
    ADD COLUMN IF NOT EXISTS shops Array(String) MATERIALIZED JSONExtract(document, 'shops', 'Array(String)'),
    ADD COLUMN IF NOT EXISTS platform LowCardinality(String) MATERIALIZED JSONExtractString(document, 'platform'),
    ADD COLUMN IF NOT EXISTS format LowCardinality(String) MATERIALIZED JSONExtractString(document, 'format'),
    ADD COLUMN IF NOT EXISTS fee Int64 MATERIALIZED JSONExtractInt(document, 'fee', 'amount'),
    ADD COLUMN IF NOT EXISTS fee_currency LowCardinality(String) MATERIALIZED JSONExtractString(document, 'fee', 'currency'),
    ADD COLUMN IF NOT EXISTS commission_ppm Int64
        MATERIALIZED toInt64(toDecimal64OrZero(trim(BOTH '"' FROM JSONExtractRaw(document, 'commission_rate')), 6) * 1000000),
    ADD COLUMN IF NOT EXISTS version_key UInt64 MATERIALIZED sipHash64(kind, ref),
    ADD COLUMN IF NOT EXISTS contract_key UInt64
        MATERIALIZED sipHash64('collaboration', JSONExtractString(document, 'collaboration_version'));

ALTER TABLE clicks
    ADD COLUMN IF NOT EXISTS link_key UInt64 MATERIALIZED sipHash64('link', link_version),
    ADD COLUMN IF NOT EXISTS valid Bool MATERIALIZED empty(flags);
