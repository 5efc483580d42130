-- Net revenue of the orders of a trained model's window as that model credits it and, of the same decisions, as the payable one does. What
-- is nobody's is a row of its own: per currency both columns sum to the orders' net. Orders are those on whose path a creator is.
SELECT creator, currency, sum(part) AS net, sum(paid) AS payable,
    countIf(counted AND (creator != '(unattributed)' OR empty(creators))) AS orders
FROM (
    SELECT currency, counted, creators, arrayPushBack(creators, '(unattributed)') AS names,
        arrayPushBack(amounts, net - arraySum(amounts)) AS parts, arrayPushBack(payable, net - arraySum(payable)) AS paids
    FROM trained_credits FINAL
    WHERE version = {version:String}
)
ARRAY JOIN names AS creator, parts AS part, paids AS paid
GROUP BY creator, currency
ORDER BY currency, creator = '(unattributed)', net DESC, creator
