-- The shop's policy that the door pinned to what was told of an order: without it the order can't be decided again.
ALTER TABLE orders ADD COLUMN IF NOT EXISTS policy String;
