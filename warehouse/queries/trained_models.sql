-- The models that were trained from the warehouse, the newest window first: what they learned from and how well they tell it.
SELECT version, model, JSONExtractUInt(document, 'order') AS chain_order, since, until, trained_at,
    JSONExtractUInt(document, 'data', 'paths') AS paths, JSONExtractUInt(document, 'data', 'converting') AS converting,
    JSONExtractRaw(document, 'fit', 'bic') AS bic
FROM trained_models FINAL
ORDER BY until DESC, since DESC, version
