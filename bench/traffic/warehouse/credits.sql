-- What the sums are made of, for decisions about `many` orders from the `first` on, in one version, as the sink writes it. Commission is a twentieth.
INSERT INTO credits (order_key, shop, order_id, version, ordered_at, newest, currency, refunded, net, counted, came, payees, paid_creator,
    paid_campaign, paid, commission, owners, creators, campaigns, members, payable, last_touch, first_touch, linear,
    position_based, time_decay, last_non_direct, j_shaped, inverse_j, _epoch, _partition, _offset)
WITH
    JSONExtract(document, 'credits', 'Array(Tuple(model String, shares Array(Tuple(creator String, campaign String, content String, amount Int64))))')
        AS models,
    arrayMap(model -> arrayMap(s -> (s.creator, s.campaign, s.content), model.shares), models) AS theirs,
    arraySort(arrayDistinct(arrayFlatten(theirs))) AS triples,
    arrayMap(place -> arrayMap(one -> arraySum((other, part) -> if(other = one, part, 0), theirs[place], models[place].shares.amount), triples),
        [1, 2, 3, 4, 5, 6, 7, 8, 9]) AS sums,
    theirs[1][1] AS payee,
    notEmpty(theirs[1]) AS won
SELECT xxHash64(concat(shop, '\0', order_id)), shop, order_id, version, ordered_at, newest, currency, refunded, net, true, if(reason = 'won', 'click', reason),
    if(won, xxHash64(concat(payee.1, '\0', payee.2, '\0', payee.3)), 0), if(won, xxHash64(payee.1), 0), if(won, xxHash64(payee.2), 0),
    if(won, net, 0), if(won, intDiv(net, 20), 0),
    arrayMap(one -> xxHash64(concat(one.1, '\0', one.2, '\0', one.3)), triples), arrayMap(one -> xxHash64(one.1), triples),
    arrayMap(one -> xxHash64(one.2), triples),
    arrayMap(one -> toUInt16(arraySum((mine, bit) -> if(has(mine, one), bit, 0), theirs, [1, 2, 4, 8, 16, 32, 64, 128, 256])), triples),
    sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7], sums[8], sums[9], _epoch, _partition, _offset
FROM decisions
WHERE version >= {version:UInt64} * 4503599627370496 AND version < ({version:UInt64} + 1) * 4503599627370496
    AND shop IN ('shop-0', 'shop-1', 'shop-2', 'shop-3', 'shop-4')
    AND order_id >= toString(1000000000 + {first:UInt64}) AND order_id < toString(1000000000 + {first:UInt64} + {many:UInt64})
