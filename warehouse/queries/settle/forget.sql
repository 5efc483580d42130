-- What was made ahead under one id, as a whole.
ALTER TABLE {table:Identifier} DROP PARTITION {id:UInt64}
