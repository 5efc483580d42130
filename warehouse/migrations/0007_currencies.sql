-- Every currency that money was told in, or is told in.
CREATE VIEW IF NOT EXISTS currencies AS
SELECT DISTINCT currency FROM (
    SELECT toString(currency) AS currency FROM decisions
    UNION ALL
    SELECT toString(currency) FROM costs
    UNION ALL
    SELECT reports_in FROM brands
    UNION ALL
    SELECT fee_currency FROM collaborations
) WHERE currency != '';
