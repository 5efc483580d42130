-- What led to the orders: a click, a code, both, or neither with the reason; each order in one row. With chosen campaigns or creators
-- it is the orders that they have a share in under the chosen model, and their shares' net revenue. Test orders are counted here, because
-- they are a reason; cancelled ones are not.
SELECT if(came IN ('click', 'code', 'both'), came, 'neither') AS class, if(class = 'neither', came, '') AS reason,
    /*unsettled:*/toInt64(countIf(counted OR came = 'test_order'))/*:unsettled*//*no unsettled:*/sum(many)/*:no unsettled*/ AS orders, sum(part) AS net
FROM (
    /*no unsettled:*/SELECT toString(came) AS came, whole AS part, orders_payable AS many
    FROM settled_figures
    WHERE sums IN {settled_sums:Array(UInt64)} AND level = 'came'
    UNION ALL
    SELECT came, whole, many FROM format(TSV, '@since_columns()', {since_came:String})/*:no unsettled*/
    /*unsettled:*/SELECT toString(came) AS came, counted, @by_shop() AS whole, @masks() AS masks, @insides() AS insides,
        if({model:String} = 'payable', payable, @amounts()) AS amounts,
        if(whole, net, arraySum((amount, inside) -> if(inside, amount, 0), amounts, insides)) AS part
    FROM credits FINAL
    WHERE @in_period() AND (whole OR arrayExists(inside -> inside, insides))/*:unsettled*/
)
GROUP BY class, reason
HAVING orders != 0 OR net != 0
ORDER BY indexOf(['click', 'code', 'both', 'neither'], class), net DESC, reason
