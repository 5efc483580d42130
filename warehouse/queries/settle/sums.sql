-- The sums of a generation over a period, on every level of owners.
INSERT INTO settled_figures (sums, level, key, place, day, campaign, creator, content, commission, owing, lines,
    @each(net_), @each(refunded_), @each(orders_), @each(credited_))
@summed(day)
UNION ALL
@summed(campaign named)
UNION ALL
@summed(creator person named)
UNION ALL
@summed(creator person whole named)
UNION ALL
@summed(campaign creator content named)
SETTINGS max_threads = 1
