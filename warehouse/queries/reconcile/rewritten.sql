-- Changes whenever somebody alters or deletes rows that were stored, and when that is done.
SELECT groupBitXor(sipHash64(table, mutation_id, is_done)) AS rewritten FROM system.mutations WHERE database = currentDatabase()
