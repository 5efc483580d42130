-- What a step of a generation adds to the sums of periods, together with what the steps before it added. Of each period: the new sums,
-- those of the steps before, since, until, currency.
INSERT INTO settled_sums
SELECT sums, level, day, key, place, v[1], v[2], v[3],
    (v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], v[12]),
    (v[13], v[14], v[15], v[16], v[17], v[18], v[19], v[20], v[21]),
    (v[22], v[23], v[24], v[25], v[26], v[27], v[28], v[29], v[30]),
    (v[31], v[32], v[33], v[34], v[35], v[36], v[37], v[38], v[39])
FROM (
    SELECT sums, level, day, key, place, sumForEach(values) AS v
    FROM (
        SELECT period.1 AS sums, row.1 AS level, row.2 AS day, row.3 AS key, row.4 AS place, row.5 AS values
        FROM (
            SELECT currency, ordered_at, toDate32(ordered_at) AS date, arrayConcat(
                arrayFlatten(arrayMap(part -> [
                    ('day', date, part.campaign, toUInt64(0), @values(first)),
                    ('campaign', toDate32(0), part.campaign, toUInt64(0), @values(first_of_campaign)),
                    ('creator', toDate32(0), part.creator, part.campaign, @values(first_of_creator)),
                    ('content', toDate32(0), part.owner, toUInt64(0), @values(models))
                ], parts)),
                [('day', date, toUInt64(0), toUInt64(0), arrayResize([sign * net], 39))]
            ) AS rows
            FROM (@changed(step whole))
        )
        ARRAY JOIN rows AS row
        ARRAY JOIN {periods:Array(Tuple(UInt64, UInt64, Int64, Int64, String))} AS period
        WHERE period.5 = currency AND ordered_at >= fromUnixTimestamp64Milli(period.3) AND ordered_at < fromUnixTimestamp64Milli(period.4)
        UNION ALL
        SELECT period.1, level, day, key, place, arrayConcat([whole, commission, owing],
            [net.payable, net.last_touch, net.first_touch, net.linear, net.position_based,
            net.time_decay, net.last_non_direct, net.j_shaped, net.inverse_j],
            [refunded.payable, refunded.last_touch, refunded.first_touch, refunded.linear, refunded.position_based,
            refunded.time_decay, refunded.last_non_direct, refunded.j_shaped, refunded.inverse_j],
            [orders.payable, orders.last_touch, orders.first_touch, orders.linear, orders.position_based,
            orders.time_decay, orders.last_non_direct, orders.j_shaped, orders.inverse_j],
            [credited.payable, credited.last_touch, credited.first_touch, credited.linear, credited.position_based,
            credited.time_decay, credited.last_non_direct, credited.j_shaped, credited.inverse_j])
        FROM settled_sums
        ARRAY JOIN {periods:Array(Tuple(UInt64, UInt64, Int64, Int64, String))} AS period
        WHERE period.2 = sums AND sums IN (SELECT arrayJoin({periods:Array(Tuple(UInt64, UInt64, Int64, Int64, String))}).2)
    )
    GROUP BY sums, level, day, key, place
)
SETTINGS max_threads = 1
