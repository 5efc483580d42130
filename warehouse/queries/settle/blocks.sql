-- Of each table the last block that was stored: a number that grows with every insert.
SELECT table, max(max_block_number) AS block
FROM system.parts
WHERE database = currentDatabase() AND active AND table IN {tables:Array(String)}
GROUP BY table
