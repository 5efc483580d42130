-- An order's parts as one list of rows, worked out when an order is stored; for what is stored already in the background, and until then when it
-- is read. Thirteen lists beside each other take twice as long to read: each brings its own lengths. `models` has a bit for each model that credits
-- the part; the three after it only the bits of models that credit no part before it to the same creator, to the same campaign, to anybody:
-- an order counts once in a row. Sums of orders in which nobody is chosen are made of these.
-- What people's questions read as a whole is packed to be read, and not to be small: larger tables would be ZSTD, which takes twice as long.

ALTER TABLE credits MODIFY SETTING default_compression_codec = 'LZ4';
ALTER TABLE clicks MODIFY SETTING default_compression_codec = 'LZ4';
ALTER TABLE owners MODIFY SETTING default_compression_codec = 'LZ4';

ALTER TABLE credits ADD COLUMN IF NOT EXISTS parts Array(Tuple(
    owner UInt64, creator UInt64, campaign UInt64, models UInt16, first_of_creator UInt16, first_of_campaign UInt16, first UInt16, commission Int64,
    payable Int64, last_touch Int64, first_touch Int64, linear Int64, position_based Int64, time_decay Int64, last_non_direct Int64,
    j_shaped Int64, inverse_j Int64
)) MATERIALIZED arrayZip(
    owners, creators, campaigns, members,
    if(arrayUniq(creators) = length(creators), members, arrayMap(
        (member, creator, nth) -> bitAnd(member, bitNot(arrayReduce('groupBitOr', arrayMap((other, who) -> if(who = creator, other, 0),
            arraySlice(members, 1, nth - 1), arraySlice(creators, 1, nth - 1))))), members, creators, arrayEnumerate(members))),
    if(arrayUniq(campaigns) = length(campaigns), members, arrayMap(
        (member, campaign, nth) -> bitAnd(member, bitNot(arrayReduce('groupBitOr', arrayMap((other, what) -> if(what = campaign, other, 0),
            arraySlice(members, 1, nth - 1), arraySlice(campaigns, 1, nth - 1))))), members, campaigns, arrayEnumerate(members))),
    arrayMap((member, nth) -> bitAnd(member, bitNot(arrayReduce('groupBitOr', arraySlice(members, 1, nth - 1)))), members, arrayEnumerate(members)),
    if(payees != 0 AND paid_campaign = 0,
        arrayMap((member, paid_nth) -> if(bitTest(member, 0), commission_parts[paid_nth], 0), members,
            arrayCumSum(member -> bitTest(member, 0), members)),
        arrayMap(member -> if(bitTest(member, 0), commission, 0), members)),
    payable, last_touch, first_touch, linear, position_based, time_decay, last_non_direct, j_shaped, inverse_j
);

ALTER TABLE credits MATERIALIZE COLUMN parts;
