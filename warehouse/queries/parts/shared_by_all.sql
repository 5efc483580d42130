-- The same where nobody is chosen: every part that the model credits stands in a row, and what is left of an order needs none of them.
WITH @bit_of() AS bit
SELECT key, /*person:*/place, /*:person*/ /*day:*/day, /*:day*/ sum(amount) AS net, sumIf(refunded, bitTest(firsts, bit)) AS refunded,
    toInt64(countIf(counted AND bitTest(firsts, bit))) AS orders, 0 AS unattributed, sum(owed) AS commission,
    max(bitTest(models, bit) AND key != 0) AS matters
FROM (
    SELECT refunded, counted, /*day:*/toDate32(ordered_at) AS day, /*:day*/ @share_lists($per)
    FROM credits FINAL
    WHERE {model:String} != 'payable' AND @in_period()
)
ARRAY JOIN keys AS key, /*person:*/places AS place, /*:person*/ amounts AS amount, each_models AS models, each_firsts AS firsts, owes AS owed
WHERE bitTest(models, bit) OR owed != 0
GROUP BY key/*person:*/, place/*:person*//*day:*/, day/*:day*/
/*all:*/UNION ALL
SELECT 0, 0, 0, 0, sum(net - @of_model(all_)), 0, false FROM credits FINAL WHERE {model:String} != 'payable' AND @in_period()/*:all*/
