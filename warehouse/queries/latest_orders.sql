-- The orders of a filter that were decided last, newest first, as the chosen model credits them.
WITH (SELECT (groupArray(creator), groupArray(creator_name)) FROM creators) AS called
SELECT
    shop, order_id, ordered_at, received, status, reason, currency, gross, refunded, net, creators,
    arrayMap(one -> called.2[indexOf(called.1, one)], creators) AS creator_names,
    campaigns, contents, amounts, unattributed, _stored_at AS stored_at
FROM attributions_latest
WHERE model = {model:String} AND currency = {currency:String}
    AND ordered_at >= fromUnixTimestamp64Milli({since:Int64}) AND ordered_at < fromUnixTimestamp64Milli({until:Int64})
    AND (empty({brands:Array(String)}) OR shop IN (SELECT shop FROM brand_shops WHERE has({brands:Array(String)}, brand))
        OR shop NOT IN (SELECT shop FROM brand_shops)
            AND hasAny(campaigns, (SELECT groupArray(campaign) FROM campaigns WHERE has({brands:Array(String)}, brand))))
    AND (empty({campaigns:Array(String)}) AND empty({creators:Array(String)}) OR arrayExists(
        (one, other) -> (empty({campaigns:Array(String)}) OR has({campaigns:Array(String)}, one))
            AND (empty({creators:Array(String)}) OR has({creators:Array(String)}, other)),
        campaigns, creators))
ORDER BY newest DESC, stored_at DESC, shop, order_id
LIMIT {limit:UInt32}
