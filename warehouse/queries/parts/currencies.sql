SELECT DISTINCT currency FROM (
    SELECT toString(currency) AS currency FROM credits
    UNION ALL
    SELECT toString(currency) FROM costs
    UNION ALL
    SELECT reports_in FROM (@brands()) AS brands
    UNION ALL
    SELECT fee_currency FROM (@collaborations()) AS collaborations
) WHERE currency != ''
