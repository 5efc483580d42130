-- Net revenue as each model credits it, side by side, the chosen one first. Where only brands, a period and a currency are chosen,
-- net + unattributed is the same in every model. Orders are those that have a share: they are counted by which models credit any part.
SELECT told.1 AS model, told.2 AS net, told.4 AS unattributed, told.3 AS orders
FROM (
    /*no unsettled:*/@models_settled()/*:no unsettled*/
    /*unsettled:*/SELECT [
        @side_by_side(payable), @side_by_side(last_touch), @side_by_side(first_touch),
        @side_by_side(linear), @side_by_side(position_based), @side_by_side(time_decay),
        @side_by_side(last_non_direct), @side_by_side(j_shaped), @side_by_side(inverse_j)
    ] AS models
    FROM (
        SELECT /*chosen:*/arrayReduce('groupBitOr', masks)/*:chosen*//*no chosen:*/any_member/*:no chosen*/ AS any_of,
            countIf(counted) AS many, sumIf(net, whole) AS of_whole,
            @credited(payable), @credited(last_touch), @credited(first_touch),
            @credited(linear), @credited(position_based), @credited(time_decay),
            @credited(last_non_direct), @credited(j_shaped), @credited(inverse_j)
        FROM (
            SELECT net, counted, @by_shop() AS whole, @masks() AS masks,
                /*chosen:*/payable, last_touch, first_touch, linear, position_based, time_decay, last_non_direct, j_shaped,
                inverse_j/*:chosen*/
                /*no chosen:*/all_payable, all_last_touch, all_first_touch, all_linear, all_position_based, all_time_decay,
                all_last_non_direct, all_j_shaped, all_inverse_j, any_member/*:no chosen*/
            FROM credits FINAL
            WHERE @in_period()
        )
        GROUP BY any_of
    )/*:unsettled*/
)
ARRAY JOIN models AS told
ORDER BY {model:String} = model DESC, model
