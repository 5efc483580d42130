SELECT campaigns.campaign AS campaign, campaigns.campaign_name AS campaign_name, campaigns.brand AS brand,
    campaigns.target_roas AS target_roas,
    if(if(campaigns.target_currency = '', brands.reports_in, campaigns.target_currency) = {currency:String},
        campaigns.target_revenue, NULL) AS target_revenue
FROM (@campaigns()) AS campaigns LEFT JOIN (@brands()) AS brands ON brands.brand = campaigns.brand
