-- Every delivery has one home: deliveries = facts + duplicates + dead letters, where the facts are counted in their own tables.
SELECT
    (SELECT count() FROM deliveries FINAL) AS deliveries,
    (SELECT count() FROM clicks FINAL) + (SELECT count() FROM orders FINAL) + (SELECT count() FROM refunds FINAL)
        + (SELECT count() FROM engagements FINAL) + (SELECT count() FROM costs FINAL) AS facts,
    (SELECT count() - uniqExact(fact, subject, event_id) FROM deliveries FINAL WHERE home = 'fact') AS duplicates,
    (SELECT count() FROM deliveries FINAL WHERE home = 'dead_letter') AS dead_letters
