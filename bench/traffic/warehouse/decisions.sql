-- Decisions about `many` of `all` orders from the `first` on, in one version: a document each, as far as it is read again. Seven of ten
-- have one to three touches. In version 2, which one order in twenty has, half is refunded.
INSERT INTO decisions (shop, order_id, version, currency, gross, refunded, net, status, reason, policy, ordered_at, received, newest,
    events, document, _epoch, _partition, _offset, _rank)
WITH
    cityHash64(number, 'order') AS h,
    toInt64(1000 + h % 20000) AS gross,
    if({version:UInt64} = 2, intDiv(gross, 2), 0) AS refunded,
    gross - refunded AS net,
    toDateTime64({start:UInt32}, 3, 'UTC') + intDiv(number * {days:UInt64} * 86400, {all:UInt64}) AS at,
    toInt64(if(h % 10 < 3, 0, 1 + bitShiftRight(h, 8) % 3)) AS touches,
    arrayMap(j -> (h + j * 7919) % (3 * {collaborations:UInt64}), range(touches)) AS links,
    arrayMap(l -> concat('{"creator":"creator-', toString(l % {collaborations:UInt64} % {creators:UInt64}),
        '","campaign":"campaign-', toString(l % {collaborations:UInt64} % {campaigns:UInt64}),
        '","content":"content-', toString(l), '","amount":'), links) AS owners,
    concat(owners[1], toString(net), '}') AS one,
    arrayStringConcat(arrayMap((owner, j) -> concat(owner,
        toString(intDiv(net, greatest(touches, 1)) + if(j = 1, net % greatest(touches, 1), 0)), '}'), owners, arrayEnumerate(owners)), ',') AS all_of_them,
    if(touches = 0, '', concat('"candidates":[{"type":"click","ref":"link-', toString(links[1]), '@1","reason":"won"}],')) AS won
SELECT concat('shop-', toString(h % 5)), toString(1000000000 + number), {version:UInt64} * 4503599627370496 + number * 256, 'EUR',
    gross, refunded, net, if(refunded > 0, 'partially_refunded', 'paid'), if(touches = 0, 'no_touch', 'won'), 'policy@1', at, at, at,
    [concat('e', toString(number))],
    concat('{', won, '"credits":[', arrayStringConcat(arrayMap(model -> concat('{"model":"', model, '","shares":[',
        multiIf(touches = 0, '', model IN ('payable', 'last_touch', 'first_touch', 'last_non_direct'), one, all_of_them), ']}'),
        ['payable', 'last_touch', 'first_touch', 'linear', 'position_based', 'time_decay', 'last_non_direct', 'j_shaped', 'inverse_j']), ','), ']}'),
    1, if({version:UInt64} = 1, number, intDiv(number, 20)) % 4, 1000000000 * ({version:UInt64} - 1) + intDiv(number, 4), 18446744073709551615 - number
FROM numbers({first:UInt64}, {many:UInt64})
WHERE {version:UInt64} = 1 OR number % 20 = 7
