-- What figures are added up from is checked like every other row: by a digest of what it said when it was stored.

ALTER TABLE credits ADD COLUMN IF NOT EXISTS _digest UInt64 DEFAULT sipHash64(toString((shop, order_id, version, ordered_at, newest, currency, refunded, net, counted, came, payees, paid_creator, paid_campaign, paid, commission, paid_parts, commission_parts, owners, creators, campaigns, members, payable, last_touch, first_touch, linear, position_based, time_decay, last_non_direct, j_shaped, inverse_j)));
