-- What each model says of all decisions, as the sink writes it.
INSERT INTO attributions (shop, order_id, model, version, creators, campaigns, collaborations, contents, placements, amounts, unattributed,
    currency, gross, refunded, net, status, reason, ordered_at, received, newest, _epoch, _partition, _offset, _rank)
WITH JSONExtract(document, 'credits', 'Array(Tuple(model String, shares Array(Tuple(creator String, campaign String, content String, amount Int64))))')
    AS credits
SELECT shop, order_id, credit.model, version, credit.shares.creator, credit.shares.campaign, credit.shares.campaign, credit.shares.content,
    credit.shares.content, credit.shares.amount, if(empty(credit.shares), net, 0), currency, gross, refunded, net, status, reason,
    ordered_at, received, newest, _epoch, _partition, _offset, _rank
FROM decisions ARRAY JOIN credits AS credit
