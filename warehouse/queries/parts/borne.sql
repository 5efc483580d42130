-- What accrues to the days of the period: up to its nth day a line has cost amount * n / days, rounded toward 0. Taken apart as
-- n * (amount / days) + (amount % days) * n / days, both whole numbers: the same, and no product is longer than 64 bits.
SELECT xxHash64(campaign) AS place, /*day:*/toDate32(begins + nth - 1) AS day, /*:day*/ /*campaign:*/campaign, /*:campaign*/
    /*creator:*/creator, /*:creator*/ /*content:*/content, /*:content*/ 0 AS net, 0 AS refunded, 0 AS orders, 0 AS clicks,
    daily + rounded AS borne, 0 AS commission, 0 AS unattributed, true AS matters, false AS sold
FROM (
    WITH
        greatest(intDiv({since:Int64} + 86399999, 86400000), first_day) AS begins,
        least(intDiv({until:Int64} + 86399999, 86400000), first_day + days) AS ends,
        intDiv(amount, days) AS each,
        amount % days AS rest
    SELECT campaign, /*creator:*/creator, /*:creator*/ /*content:*/content, /*:content*/
        /*day:*/begins, ends, sum(each) AS daily, sumForEach(arrayPopFront(arrayDifference(
            arrayMap(day -> intDiv(rest * (day - first_day), days), range(begins, ends + 1))))) AS steps/*:day*/
        /*no day:*/each * (ends - begins) AS daily,
        intDiv(rest * (ends - first_day), days) - intDiv(rest * (begins - first_day), days) AS rounded/*:no day*/
    FROM (@cost_lines($per)) AS line
    WHERE currency = {currency:String} AND begins < ends
        AND (empty({creators:Array(String)})/*creators:*/ OR has({creators:Array(String)}, line.creator)/*:creators*/)
    /*day:*/GROUP BY campaign/*creator:*/, creator/*:creator*//*content:*/, content/*:content*/, begins, ends/*:day*/
)
/*day:*/ARRAY JOIN steps AS rounded, arrayEnumerate(steps) AS nth/*:day*/
