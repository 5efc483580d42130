-- What the model credits to the chosen, and what it credits of the orders that count as a whole: where nothing is chosen that is the same.
sumArray(/*chosen:*/arrayMap((amount, mask) -> if(mask = 0, 0, amount), /*:chosen*/$per/*chosen:*/, masks)/*:chosen*/) AS credited_$per,
            /*chosen:*/sumArrayIf($per, whole)/*:chosen*//*no chosen:*/credited_$per/*:no chosen*/ AS whole_$per
