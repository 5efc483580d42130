-- `many` of `all` clicks from the `first` on, spread evenly over the days; one in fifty is a bot's. Ids begin with their time, as the collector's.
INSERT INTO clicks (event_id, event_at, received, link, link_version, visitor, flags, referrer_host,
    _topic, _partition, _offset, _epoch, _journal_partition, _journal_offset, _journal_index, _rank)
WITH
    cityHash64(number) AS h,
    toDateTime64({start:UInt32}, 3, 'UTC') + intDiv(number * {days:UInt64} * 86400, {all:UInt64}) AS at,
    concat('link-', toString(h % (3 * {collaborations:UInt64}))) AS link
SELECT concat(hex(toUInt32(intDiv(toUnixTimestamp64Milli(at), 1024))), hex(h)), at, at, link, concat(link, '@1'), concat('v', toString(h % 1000000)), if(h % 50 = 0, ['bot'], []), '',
    'affluent.clicks.v1', number % 4, intDiv(number, 4), 1, number % 4, intDiv(number, 4), 0, 18446744073709551615 - number
FROM numbers({first:UInt64}, {many:UInt64})
