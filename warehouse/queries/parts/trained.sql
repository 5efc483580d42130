SELECT version, toString(model) AS model, since, until, trained_at FROM trained_models FINAL
WHERE empty({campaigns:Array(String)})
    AND since < fromUnixTimestamp64Milli({until:Int64}) AND until > fromUnixTimestamp64Milli({since:Int64})
ORDER BY until DESC, trained_at DESC, version
LIMIT 1 BY model
