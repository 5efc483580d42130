-- What the catalog calls each thing now.
SELECT kind, id, argMax(name, (valid_from, recorded_at)) AS called
FROM catalog
GROUP BY kind, id
HAVING called != ''
ORDER BY kind, id
