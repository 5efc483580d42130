-- Versions of everything in a catalog; the kinds and how many of each are told as `documents`.
INSERT INTO catalog (kind, id, ref, name, valid_from, recorded_at, document, _epoch, _partition, _offset, _rank)
WITH
    toString(number) AS n,
    toDateTime64({start:UInt32} - 86400, 3, 'UTC') AS from,
    concat('collaboration-', toString(number % {collaborations:UInt64})) AS collaboration,
    concat(collaboration, '@1') AS pinned,
    arrayJoin({documents:Array(Tuple(String, UInt64))}) AS what,
    what.1 AS kind,
    concat(kind, '-', n) AS id,
    multiIf(
        kind = 'brand', concat('{"time_zone":"', ['Europe/Paris', 'America/New_York', 'Asia/Tokyo'][number % 3 + 1],
            '","currency":"EUR","shops":["shop-', n, '"]}'),
        kind = 'campaign', concat('{"brand":"brand-', toString(number % 5), '","objective":"sales","starts_on":"',
            toString(toDate({start:UInt32})), '","ends_on":"', toString(toDate({start:UInt32}) + 70),
            '","target":{"roas":"2.5","revenue":5000000,"currency":"EUR"},"margin_rate":"0.4"}'),
        kind = 'collaboration', concat('{"campaign":"campaign-', toString(number % {campaigns:UInt64}), '","creator":"creator-',
            toString(number % {creators:UInt64}), '","fee":{"amount":', toString(10000 + number % 90000),
            ',"currency":"EUR"},"commission_rate":"0.0', toString(number % 10), '5"}'),
        kind = 'content', concat('{"collaboration":"', collaboration, '","platform":"instagram","format":"reel"}'),
        kind = 'placement', concat('{"content":"content-', n, '","channel":"', if(number % 5, 'organic', 'partnership_ad'), '"}'),
        kind = 'link', concat('{"collaboration":"', collaboration, '","collaboration_version":"', pinned,
            '","slug":"s', n, '","content":"content-', n, '","placement":"placement-', n, '"}'),
        kind = 'code', concat('{"collaboration":"', collaboration, '","collaboration_version":"', pinned, '","code":"C', n, '"}'),
        '{}') AS document
SELECT kind, id, concat(id, '@1'), concat(upper(left(kind, 1)), substring(kind, 2), ' ', n), from, from, document, 1, 0, number, number
FROM numbers({most:UInt64})
WHERE number < what.2
