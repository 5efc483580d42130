-- The rows of a level that were made ahead, and those that came since, as the asked model credits them.
SELECT place, /*day:*/day, /*:day*/ /*campaign:*/campaign, /*:campaign*/ /*creator:*/creator, /*:creator*/ /*content:*/content, /*:content*/
    whole, commission, owing, clicks, borne, lines, @of_model(net_) AS credit, @of_model(refunded_) AS back, @of_model(orders_) AS many,
    @of_model(credited_) AS shares
FROM settled_figures
WHERE sums IN {settled_sums:Array(UInt64)} AND level = '@level($per)'
    /*content:*/AND (sums != {settled_merged:UInt64} OR @of_model(net_) >= {settled_floor:Int64} OR key IN {settled_touched:Array(UInt64)}
        OR key IN (SELECT key FROM settled_figures WHERE sums IN {settled_steps:Array(UInt64)} AND level = '@level($per)'))/*:content*/
UNION ALL
SELECT place, /*day:*/day, /*:day*/ /*campaign:*/campaign, /*:campaign*/ /*creator:*/creator, /*:creator*/ /*content:*/content, /*:content*/
    whole, commission, owing, clicks, 0, 0, credit, back, many, shares
FROM format(TSV, '@since_columns()', {since_@level($per):String})
