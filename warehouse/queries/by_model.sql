-- Net revenue as each model credits it, side by side. Where only brands, a period and a currency are chosen, net + unattributed is the
-- same in every model. Orders are those that have a share; `model` is not asked for.
SELECT model, sum(part.net) AS net, sum(part.unattributed) AS unattributed, sum(part.orders) AS orders
FROM (
    SELECT model, net, toInt64(0) AS unattributed, toInt64(orders) AS orders
    FROM sold(per = [], models = [], since = {since:Int64}, until = {until:Int64}, brands = {brands:Array(String)}, campaigns = {campaigns:Array(String)},
    creators = {creators:Array(String)}, currency = {currency:String})
    UNION ALL
    SELECT model, 0, unattributed, 0
    FROM uncredited(since = {since:Int64}, until = {until:Int64}, brands = {brands:Array(String)}, campaigns = {campaigns:Array(String)},
    creators = {creators:Array(String)}, currency = {currency:String})
) AS part
GROUP BY model
ORDER BY {model:String} = model DESC, model
