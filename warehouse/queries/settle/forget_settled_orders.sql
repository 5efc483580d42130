-- What was made ahead under one id, as a whole.
ALTER TABLE settled_orders DROP PARTITION {id:UInt64}
