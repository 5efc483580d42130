('$per', sum(arraySum(/*chosen:*/(amount, mask) -> if(mask = 0, 0, amount), /*:chosen*/$per/*chosen:*/, masks/*:chosen*/)),
            countIf(counted AND bitTest(any_of, indexOf(@models(), '$per') - 1)), sumIf(net - arraySum($per), whole))
