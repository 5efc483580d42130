-- Sums that were made ahead, added up under one id.
INSERT INTO settled_figures (sums, level, key, place, day, campaign, creator, content, came, whole, commission, owing, clicks, borne, lines,
    @each(net_), @each(refunded_), @each(orders_), @each(credited_))
SELECT {sums:UInt64}, level, max(key), place, day, campaign, creator, content, came, sum(whole), sum(commission), sum(owing), sum(clicks), sum(borne), sum(lines),
    @total(net_), @total(refunded_), @total(orders_), @total(credited_)
FROM settled_figures
WHERE sums IN {of:Array(UInt64)}
GROUP BY level, place, day, campaign, creator, content, came
SETTINGS max_threads = 1
