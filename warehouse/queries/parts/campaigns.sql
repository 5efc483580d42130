SELECT id AS campaign, newest.1 AS campaign_name, newest.2 AS brand, newest.3 AS starts_on, newest.4 AS ends_on,
    newest.5 AS target_roas, newest.6 AS target_revenue, newest.7 AS target_currency, newest.8 AS margin_ppm
FROM (
    SELECT id, argMax((name, brand, starts_on, ends_on, target_roas, target_revenue, toString(target_currency), margin_ppm), valid_from)
        AS newest
    FROM catalog WHERE kind = 'campaign' GROUP BY id
)
