SELECT id AS campaign, name AS campaign_name, brand, starts_on, ends_on, target_roas, target_revenue, target_currency, margin_ppm
FROM newest FINAL WHERE kind = 'campaign'
