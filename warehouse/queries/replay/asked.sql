-- The orders of a batch: those placed in a period, shared out by a hash.
@asked()
ORDER BY shop, order_id
