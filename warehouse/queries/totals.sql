-- Per model and currency: what was sold, what is credited to creators, what to nobody. Currencies are never added.
SELECT
    model,
    currency,
    count() AS orders,
    sum(net) AS net,
    sum(arraySum(amounts)) AS credited,
    sum(unattributed) AS unattributed
FROM attributions_latest
GROUP BY model, currency
ORDER BY model, currency
