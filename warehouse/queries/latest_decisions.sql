-- The orders decided last, newest first, with who is paid.
SELECT
    shop, order_id, version, creators, campaigns, contents, amounts, unattributed,
    currency, net, status, reason, ordered_at, received, newest, _stored_at AS stored_at
FROM attributions_latest
WHERE model = 'payable'
ORDER BY _stored_at DESC, shop, order_id
LIMIT {limit:UInt32}
