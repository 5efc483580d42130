-- Sums made ahead hold clicks and costs as well, and the names of whose they are, so that an answer joins nothing in order to add up. What was made
-- ahead before is of no use: it is made again when somebody asks.

DROP TABLE IF EXISTS settled_sums;
DROP TABLE IF EXISTS settled_costs;

ALTER TABLE settled_orders ADD COLUMN IF NOT EXISTS came LowCardinality(String) AFTER counted;
ALTER TABLE settled_orders ADD COLUMN IF NOT EXISTS newest DateTime64(3, 'UTC') AFTER ordered_at;
ALTER TABLE settled_orders ADD COLUMN IF NOT EXISTS _stored_at DateTime64(3, 'UTC');

-- By level: content, creator (in each of their campaigns), creator_total (in all), campaign, day (of each campaign) and came (how orders came). Key: of
-- the content's owner or the creator. Place: the campaign's key. Of each model what it credits, what was refunded of its orders, its orders, and how many of their parts it credits; owing: how
-- many parts earn commission, whatever the model; lines: how many costs. A day's orders as a whole stand in a row of place 0 with their net revenue.
-- Several rows of one owner add up, whatever their id: those of all orders, of the steps after it, of clicks and of costs.
CREATE TABLE IF NOT EXISTS settled_figures (
    sums UInt64,
    level LowCardinality(String),
    key UInt64,
    place UInt64,
    day Date32,
    campaign String,
    creator String,
    content String,
    came LowCardinality(String),
    whole Int64,
    commission Int64,
    owing Int64,
    clicks Int64,
    borne Int64,
    lines Int64,
    net_payable Int64, net_last_touch Int64, net_first_touch Int64, net_linear Int64, net_position_based Int64, net_time_decay Int64, net_last_non_direct Int64, net_j_shaped Int64, net_inverse_j Int64,
    refunded_payable Int64, refunded_last_touch Int64, refunded_first_touch Int64, refunded_linear Int64, refunded_position_based Int64, refunded_time_decay Int64, refunded_last_non_direct Int64, refunded_j_shaped Int64, refunded_inverse_j Int64,
    orders_payable Int64, orders_last_touch Int64, orders_first_touch Int64, orders_linear Int64, orders_position_based Int64, orders_time_decay Int64, orders_last_non_direct Int64, orders_j_shaped Int64, orders_inverse_j Int64,
    credited_payable Int64, credited_last_touch Int64, credited_first_touch Int64, credited_linear Int64, credited_position_based Int64, credited_time_decay Int64, credited_last_non_direct Int64, credited_j_shaped Int64, credited_inverse_j Int64
) ENGINE = MergeTree PARTITION BY sums ORDER BY level SETTINGS default_compression_codec = 'LZ4';
