-- Each creator with any figure in the period, the highest net revenue first; creator '' is what a campaign costs beside its creators.
SELECT
    figure.creator AS creator, creators.creator_name AS creator_name, figure.net AS net, figure.refunded AS refunded,
    figure.orders AS orders, figure.clicks AS clicks, figure.cost AS cost, figure.commission AS commission, figure.roas AS roas,
    figure.roi AS roi
FROM figures(per = ['creator'], model = {model:String}, since = {since:Int64}, until = {until:Int64}, brands = {brands:Array(String)}, campaigns = {campaigns:Array(String)},
    creators = {creators:Array(String)}, currency = {currency:String}) AS figure
LEFT JOIN creators ON creators.creator = figure.creator
ORDER BY net DESC, creator
LIMIT {limit:UInt32}
