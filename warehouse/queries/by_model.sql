-- Net revenue as each model credits it, side by side, the chosen one first. Where only brands, a period and a currency are chosen,
-- net + unattributed is the same in every model. Orders are those that have a share.
SELECT told.1 AS model, told.2 AS net, told.4 AS unattributed, told.3 AS orders
FROM (
    SELECT [
        ('payable', sum(arraySum((amount, mask) -> if(mask = 0, 0, amount), payable, masks)), countIf(counted AND bitTest(any_of, 0)),
            sumIf(net - arraySum(payable), whole)),
        ('last_touch', sum(arraySum((amount, mask) -> if(mask = 0, 0, amount), last_touch, masks)), countIf(counted AND bitTest(any_of, 1)),
            sumIf(net - arraySum(last_touch), whole)),
        ('first_touch', sum(arraySum((amount, mask) -> if(mask = 0, 0, amount), first_touch, masks)), countIf(counted AND bitTest(any_of, 2)),
            sumIf(net - arraySum(first_touch), whole)),
        ('linear', sum(arraySum((amount, mask) -> if(mask = 0, 0, amount), linear, masks)), countIf(counted AND bitTest(any_of, 3)),
            sumIf(net - arraySum(linear), whole)),
        ('position_based', sum(arraySum((amount, mask) -> if(mask = 0, 0, amount), position_based, masks)), countIf(counted AND bitTest(any_of, 4)),
            sumIf(net - arraySum(position_based), whole)),
        ('time_decay', sum(arraySum((amount, mask) -> if(mask = 0, 0, amount), time_decay, masks)), countIf(counted AND bitTest(any_of, 5)),
            sumIf(net - arraySum(time_decay), whole)),
        ('last_non_direct', sum(arraySum((amount, mask) -> if(mask = 0, 0, amount), last_non_direct, masks)), countIf(counted AND bitTest(any_of, 6)),
            sumIf(net - arraySum(last_non_direct), whole)),
        ('j_shaped', sum(arraySum((amount, mask) -> if(mask = 0, 0, amount), j_shaped, masks)), countIf(counted AND bitTest(any_of, 7)),
            sumIf(net - arraySum(j_shaped), whole)),
        ('inverse_j', sum(arraySum((amount, mask) -> if(mask = 0, 0, amount), inverse_j, masks)), countIf(counted AND bitTest(any_of, 8)),
            sumIf(net - arraySum(inverse_j), whole))
    ] AS models
    FROM (
        SELECT net, counted, payable, last_touch, first_touch, linear, position_based, time_decay, last_non_direct, j_shaped, inverse_j,
            arrayMap((member, c, k) -> if(@inside(), member, 0), members, creators, campaigns) AS masks,
            arrayReduce('groupBitOr', masks) AS any_of, @by_shop() AS whole
        FROM credits FINAL
        WHERE @in_period()
    )
)
ARRAY JOIN models AS told
ORDER BY {model:String} = model DESC, model
