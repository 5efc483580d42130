-- Small parts are merged ten at a time instead of five: a sink that writes small batches spent as much on merging them as on half of its
-- inserts. Only of tables that no sum is asked of: what the overview reads stays in as few parts as before.

ALTER TABLE attributions MODIFY SETTING merge_selector_base = 10;
ALTER TABLE decisions MODIFY SETTING merge_selector_base = 10;
ALTER TABLE deliveries MODIFY SETTING merge_selector_base = 10;
ALTER TABLE ingested MODIFY SETTING merge_selector_base = 10;
