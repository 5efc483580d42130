-- One cost for each creator, of some content, over four weeks.
INSERT INTO costs (event_id, event_at, received, kind, campaign, collaboration, content, amount, currency, accrues_from, accrues_to,
    _topic, _partition, _offset, _epoch, _journal_partition, _journal_offset, _journal_index, _rank)
WITH toDateTime64({start:UInt32}, 3, 'UTC') AS at, number % {collaborations:UInt64} AS collaboration
SELECT concat('cost-', toString(number)), at, at, ['product', 'paid_media', 'shipping'][number % 3 + 1],
    concat('campaign-', toString(collaboration % {campaigns:UInt64})), concat('collaboration-', toString(collaboration)),
    concat('content-', toString(number % (3 * {collaborations:UInt64}))), 1000 + number % 5000, 'EUR',
    toDate({start:UInt32}) + number % 28, toDate({start:UInt32}) + number % 28 + 27,
    'affluent.costs.v1', 0, number, 1, 0, number, 0, 18446744073709551615 - number
FROM numbers({creators:UInt64})
