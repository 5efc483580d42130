-- The same where the sums were made ahead.
SELECT arrayZip(@models(), sumForEach(credit), sumForEach(many), arrayMap(credited -> total - credited, sumForEach(credit))) AS models, sum(whole) AS total
FROM (
    SELECT whole, @nine(net_) AS credit, @nine(orders_) AS many
    FROM settled_figures
    WHERE sums IN {settled_sums:Array(UInt64)} AND level = 'day'
    UNION ALL
    SELECT whole, credit, many
    FROM format(TSV, '@since_columns(whole)', {since_day_models:String})
)
