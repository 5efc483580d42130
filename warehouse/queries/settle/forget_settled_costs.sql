-- What was made ahead under one id, as a whole.
ALTER TABLE settled_costs DROP PARTITION {id:UInt64}
