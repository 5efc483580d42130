-- What the newest trained model of each kind whose window meets the period credits of the orders in both, and what the payable model credits
-- of the same orders by the same decisions. Trained models credit creators: with chosen campaigns there is no row, with chosen brands it is
-- the orders of the shops that these list. Orders are those on whose path a creator is. Newest is the window that ends last.
SELECT made.model AS model, made.version AS version, made.since AS since, made.until AS until, made.trained_at AS trained_at,
    told.credited AS net, told.unattributed AS unattributed, told.paid AS payable, toInt64(told.orders) AS orders
FROM (@trained()) AS made
LEFT JOIN (
    SELECT version, sum(arraySum(parts)) AS credited, sum(arraySum(paids)) AS paid, sum(rest) AS unattributed,
        countIf(counted AND has(insides, true)) AS orders
    FROM (
        SELECT version, counted, if(@by_shop(), net - arraySum(amounts), 0) AS rest,
            arrayMap(c -> empty({creators:Array(String)}) OR has({creators:Array(String)}, c), creators) AS insides,
            arrayMap((amount, inside) -> if(inside, amount, 0), amounts, insides) AS parts,
            arrayMap((amount, inside) -> if(inside, amount, 0), payable, insides) AS paids
        FROM trained_credits FINAL
        WHERE version IN (SELECT version FROM (@trained())) AND @in_period()
            AND (empty({brands:Array(String)}) OR shop IN (SELECT shop FROM (@brand_shops()) WHERE has({brands:Array(String)}, brand)))
    )
    GROUP BY version
) AS told ON told.version = made.version
ORDER BY model
