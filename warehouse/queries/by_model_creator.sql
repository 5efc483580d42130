-- Net revenue of creators as each model credits it, side by side: the creators that the chosen model credits most.
WITH credited AS (
    SELECT model, creator, net, orders
    FROM sold(per = ['creator'], models = [], since = {since:Int64}, until = {until:Int64}, brands = {brands:Array(String)}, campaigns = {campaigns:Array(String)},
    creators = {creators:Array(String)}, currency = {currency:String})
)
SELECT credited.model AS model, credited.creator AS creator, creators.creator_name AS creator_name, credited.net AS net,
    credited.orders AS orders
FROM credited
INNER JOIN (
    SELECT creator, sumIf(net, model = {model:String}) AS chosen FROM credited GROUP BY creator ORDER BY chosen DESC, creator
    LIMIT {limit:UInt32}
) AS first ON first.creator = credited.creator
LEFT JOIN creators ON creators.creator = credited.creator
ORDER BY first.chosen DESC, creator, model
