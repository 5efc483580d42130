SELECT id AS creator, argMax(name, valid_from) AS creator_name FROM catalog WHERE kind = 'creator' GROUP BY id
