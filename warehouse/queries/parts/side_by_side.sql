('$per', sum(credited_$per), toInt64(sumIf(many, bitTest(any_of, indexOf(@models(), '$per') - 1))), sum(of_whole) - sum(whole_$per))
