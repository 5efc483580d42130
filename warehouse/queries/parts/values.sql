-- What a part adds to the columns of its row's sums, in their order; told: the bits of the models in which it is the order's first there.
arrayConcat([toInt64(0), sign * part.commission, sign * (part.commission != 0)],
                        arrayMap(amount -> sign * amount, [part.payable, part.last_touch, part.first_touch, part.linear, part.position_based,
                            part.time_decay, part.last_non_direct, part.j_shaped, part.inverse_j]),
                        arrayMap(bit -> sign * refunded * bitTest(part.$per, bit), range(9)),
                        arrayMap(bit -> sign * (counted AND bitTest(part.$per, bit)), range(9)),
                        arrayMap(bit -> sign * bitTest(part.models, bit), range(9)))
