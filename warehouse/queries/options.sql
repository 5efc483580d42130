-- What may be chosen: brands, campaigns (their parent is the brand), creators, and every currency that money was told in.
SELECT kind, id, name, parent FROM (
    SELECT 'brand' AS kind, brand AS id, brand_name AS name, '' AS parent FROM brands
    UNION ALL
    SELECT 'campaign', campaign, campaign_name, brand FROM campaigns
    UNION ALL
    SELECT 'creator', creator, creator_name, '' FROM creators
    UNION ALL
    SELECT DISTINCT 'currency', currency, currency, '' FROM (
        SELECT toString(currency) AS currency FROM decisions
        UNION ALL
        SELECT toString(currency) FROM costs
        UNION ALL
        SELECT reports_in FROM brands
    ) WHERE currency != ''
)
ORDER BY kind, name, id
