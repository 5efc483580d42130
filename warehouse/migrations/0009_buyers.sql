-- Who clicked and who bought, found without reading every row: an order's explanation asks for the clicks of its browsers.

ALTER TABLE clicks ADD INDEX IF NOT EXISTS ix_visitor visitor TYPE bloom_filter;
ALTER TABLE clicks MATERIALIZE INDEX ix_visitor;

ALTER TABLE orders ADD INDEX IF NOT EXISTS ix_customer customer TYPE bloom_filter;
ALTER TABLE orders MATERIALIZE INDEX ix_customer;
