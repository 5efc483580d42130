-- The same where the sums were made ahead.
SELECT creator, arraySum(arrayMap((many, bit) -> if(many != 0, bitShiftLeft(toUInt16(1), bit), 0), sumForEach(shares), range(9))) AS seen,
    arrayZip(@models(), sumForEach(credit), sumForEach(many), range(9)) AS models
FROM (
    SELECT creator, @nine(net_) AS credit, @nine(orders_) AS many, @nine(credited_) AS shares
    FROM settled_figures
    WHERE sums IN {settled_sums:Array(UInt64)} AND level = 'creator_total'
        AND (sums != {settled_merged:UInt64} OR @of_model(net_) >= {settled_floor:Int64} OR key IN {settled_touched:Array(UInt64)}
        OR key IN (SELECT key FROM settled_figures WHERE sums IN {settled_steps:Array(UInt64)} AND level = 'creator_total'))
    UNION ALL
    SELECT creator, credit, many, shares
    FROM format(TSV, '@since_columns(whole)', {since_creator_total_models:String})
)
GROUP BY creator
HAVING seen != 0
