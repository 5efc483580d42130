SELECT id AS content, newest.1 AS collaboration, newest.2 AS platform, newest.3 AS format
FROM (
    SELECT id, argMax((collaboration, toString(platform), toString(format)), valid_from) AS newest
    FROM catalog WHERE kind = 'content' GROUP BY id
)
