-- Each creator with any figure in the period, the highest net revenue first; creator '' is what a campaign costs beside its creators.
SELECT
    figure.creator AS creator, person.creator_name AS creator_name, figure.net AS net, figure.refunded AS refunded,
    figure.orders AS orders, figure.clicks AS clicks, figure.cost AS cost, figure.commission AS commission, figure.roas AS roas,
    figure.roi AS roi
FROM (@figures(creator person named)) AS figure
LEFT JOIN (@creators()) AS person ON person.creator = figure.creator
ORDER BY net DESC, creator
