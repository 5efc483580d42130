-- Each content with any figure in the period, the highest net revenue first. Content '' is what no content stands for: promo codes and
-- what is paid for a collaboration or a campaign as a whole. So a content's cost is only what was spent on it, and its commission.
SELECT
    figure.content AS content, figure.creator AS creator, person.creator_name AS creator_name, figure.campaign AS campaign,
    made.platform AS platform, made.format AS format, figure.net AS net, figure.refunded AS refunded, figure.orders AS orders,
    figure.clicks AS clicks, figure.cost AS cost, figure.roas AS roas
FROM (@figures(campaign creator content named)) AS figure
LEFT JOIN (@contents()) AS made ON made.content = figure.content
LEFT JOIN (@creators()) AS person ON person.creator = figure.creator
ORDER BY net DESC, content, creator, campaign
