('$per', sum(arraySum((amount, mask) -> if(mask = 0, 0, amount), $per, masks)),
            countIf(counted AND bitTest(any_of, indexOf(@models(), '$per') - 1)), sumIf(net - arraySum($per), whole))
