-- What the model credits to the chosen, and what it credits of the orders that count as a whole: where nothing is chosen that is the same.
/*chosen:*/sumArray(arrayMap((amount, mask) -> if(mask = 0, 0, amount), $per, masks))/*:chosen*//*no chosen:*/sum(all_$per)/*:no chosen*/ AS credited_$per,
            /*chosen:*/sumArrayIf($per, whole)/*:chosen*//*no chosen:*/credited_$per/*:no chosen*/ AS whole_$per
