-- Everything that became of one alert, in order.
SELECT
    id, transition, rule, campaign, brand, currency, opened_at, window_from, window_to, recorded_at, ending,
    net, cost, target_roas, orders, expected_orders, average_order, average_of, at_stake
FROM alerts FINAL
WHERE alert = {alert:String}
ORDER BY window_to, _offset
