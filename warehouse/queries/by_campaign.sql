-- Each campaign with any figure in the period, the highest net revenue first. Targets are NULL where creators are chosen: they are
-- the campaign's, not theirs; the target revenue also where it is in another currency.
SELECT
    figure.campaign AS campaign, aim.campaign_name AS campaign_name, aim.brand AS brand, figure.net AS net, figure.refunded AS refunded,
    figure.orders AS orders, figure.clicks AS clicks, figure.cost AS cost, figure.commission AS commission, figure.roas AS roas,
    figure.roi AS roi,
    if(empty({creators:Array(String)}), aim.target_roas, NULL) AS target_roas,
    if(empty({creators:Array(String)}), aim.target_revenue, NULL) AS target_revenue
FROM (@figures(campaign named)) AS figure
LEFT JOIN (@targets()) AS aim ON aim.campaign = figure.campaign
ORDER BY net DESC, campaign
