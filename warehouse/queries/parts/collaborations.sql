SELECT id AS collaboration, newest.1 AS campaign, newest.2 AS creator, newest.3 AS fee, newest.4 AS fee_currency
FROM (
    SELECT id, argMax((campaign, creator, fee, toString(fee_currency)), valid_from) AS newest
    FROM catalog WHERE kind = 'collaboration' GROUP BY id
)
