-- What the catalog calls each thing now.
SELECT kind, id, name AS called
FROM newest FINAL
WHERE name != ''
ORDER BY kind, id
