-- Each alert as its newest transition tells: those that are open first, then the newest. Amounts in minor units of the currency.
SELECT
    alert, transition != 'resolved' AS is_open, rule, campaign, brand, currency, opened_at AS since,
    if(is_open, NULL, window_to) AS resolved_at, ending,
    net, cost, target_roas, orders, expected_orders, average_order, average_of, at_stake, window_from, window_to
FROM (SELECT * FROM alerts FINAL ORDER BY window_to DESC, _offset DESC LIMIT 1 BY alert)
ORDER BY is_open DESC, window_to DESC, alert
LIMIT {limit:UInt32}
