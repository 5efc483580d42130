SELECT day, campaign, creator, content, 0 AS net, 0 AS refunded, 0 AS orders, 0 AS clicks, sum(accrued) AS borne, 0 AS commission, 0 AS unattributed,
    true AS matters, false AS sold
FROM (
    SELECT line.campaign AS campaign, line.creator AS creator, line.content AS content,
        greatest(intDiv({since:Int64} + 86399999, 86400000), line.first_day) AS begins,
        least(intDiv({until:Int64} + 86399999, 86400000), line.first_day + line.days) AS ends,
        arrayJoin(if(has($per, 'day'), range(begins, greatest(begins, ends)), [begins])) AS first,
        if(has($per, 'day'), first + 1, ends) AS next,
        if(has($per, 'day'), toDate32(first), toDate32(0)) AS day,
        toInt64(intDiv(toInt128(line.amount) * (next - line.first_day), line.days)
            - intDiv(toInt128(line.amount) * (first - line.first_day), line.days)) AS accrued
    FROM (@cost_lines()) AS line
    WHERE line.currency = {currency:String} AND begins < ends
)
GROUP BY day, campaign, creator, content
