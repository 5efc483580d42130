-- What may be chosen: brands, campaigns (their parent is the brand), creators, and every currency that money was told in.
SELECT kind, id, name, parent FROM (
    SELECT 'brand' AS kind, brand AS id, brand_name AS name, '' AS parent FROM (@brands()) AS brands
    UNION ALL
    SELECT 'campaign', campaign, campaign_name, brand FROM (@campaigns()) AS campaigns
    UNION ALL
    SELECT 'creator', creator, creator_name, '' FROM (@creators()) AS creators
    UNION ALL
    SELECT 'currency', currency, currency, '' FROM (@currencies()) AS currencies
)
ORDER BY kind, name, id
