-- Net revenue of creators as each model credits it, side by side: the creators that the chosen model credits most.
SELECT told.1 AS model, first.creator AS creator, person.creator_name AS creator_name, told.2 AS net, toInt64(told.3) AS orders
FROM (
    SELECT credit.models AS models, credit.seen AS seen, /*unsettled:*/who.creator/*:unsettled*//*no unsettled:*/credit.creator/*:no unsettled*/ AS creator, arrayFirst(one -> one.1 = {model:String}, models).2 AS chosen
    FROM (
        /*unsettled:*//*chosen:*/@side_among()/*:chosen*//*no chosen:*/@side_by_all()/*:no chosen*//*:unsettled*/
        /*no unsettled:*/@side_settled()/*:no unsettled*/
    ) AS credit
    /*unsettled:*/ANY LEFT JOIN owners AS who ON who.creator_key = credit.key/*:unsettled*/
    ORDER BY chosen DESC, creator
    LIMIT {limit:UInt32}
) AS first
LEFT JOIN (@creators()) AS person ON person.creator = first.creator
ARRAY JOIN models AS told
WHERE bitTest(first.seen, told.4)
ORDER BY first.chosen DESC, creator, model
