SELECT xxHash64(campaigns.campaign) AS place, campaigns.campaign AS campaign, campaigns.brand AS brand, campaigns.margin_ppm AS margin_ppm,
    brands.reports_in AS reports_in
FROM (@campaigns()) AS campaigns LEFT JOIN (@brands()) AS brands ON brands.brand = campaigns.brand
