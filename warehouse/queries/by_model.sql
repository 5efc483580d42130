-- Net revenue as each model credits it, side by side, the chosen one first. Where only brands, a period and a currency are chosen,
-- net + unattributed is the same in every model. Orders are those that have a share.
SELECT told.1 AS model, told.2 AS net, told.4 AS unattributed, told.3 AS orders
FROM (
    SELECT [
        @side_by_side(payable), @side_by_side(last_touch), @side_by_side(first_touch),
        @side_by_side(linear), @side_by_side(position_based), @side_by_side(time_decay),
        @side_by_side(last_non_direct), @side_by_side(j_shaped), @side_by_side(inverse_j)
    ] AS models
    FROM (
        SELECT net, counted, payable, last_touch, first_touch, linear, position_based, time_decay, last_non_direct, j_shaped, inverse_j,
            @masks() AS masks,
            arrayReduce('groupBitOr', masks) AS any_of, @by_shop() AS whole
        FROM credits FINAL
        WHERE @in_period()
    )
)
ARRAY JOIN models AS told
ORDER BY {model:String} = model DESC, model
