-- What each model credits of an order in all, and the bits of the models that credit anybody: for sums in which nobody is chosen. They are
-- worked out when a row is stored; for what is stored already in the background, and until then when it is read.

ALTER TABLE credits ADD COLUMN IF NOT EXISTS any_member UInt16 MATERIALIZED arrayReduce('groupBitOr', members);
ALTER TABLE credits ADD COLUMN IF NOT EXISTS all_payable Int64 MATERIALIZED arraySum(payable);
ALTER TABLE credits ADD COLUMN IF NOT EXISTS all_last_touch Int64 MATERIALIZED arraySum(last_touch);
ALTER TABLE credits ADD COLUMN IF NOT EXISTS all_first_touch Int64 MATERIALIZED arraySum(first_touch);
ALTER TABLE credits ADD COLUMN IF NOT EXISTS all_linear Int64 MATERIALIZED arraySum(linear);
ALTER TABLE credits ADD COLUMN IF NOT EXISTS all_position_based Int64 MATERIALIZED arraySum(position_based);
ALTER TABLE credits ADD COLUMN IF NOT EXISTS all_time_decay Int64 MATERIALIZED arraySum(time_decay);
ALTER TABLE credits ADD COLUMN IF NOT EXISTS all_last_non_direct Int64 MATERIALIZED arraySum(last_non_direct);
ALTER TABLE credits ADD COLUMN IF NOT EXISTS all_j_shaped Int64 MATERIALIZED arraySum(j_shaped);
ALTER TABLE credits ADD COLUMN IF NOT EXISTS all_inverse_j Int64 MATERIALIZED arraySum(inverse_j);

ALTER TABLE credits
    MATERIALIZE COLUMN any_member,
    MATERIALIZE COLUMN all_payable,
    MATERIALIZE COLUMN all_last_touch,
    MATERIALIZE COLUMN all_first_touch,
    MATERIALIZE COLUMN all_linear,
    MATERIALIZE COLUMN all_position_based,
    MATERIALIZE COLUMN all_time_decay,
    MATERIALIZE COLUMN all_last_non_direct,
    MATERIALIZE COLUMN all_j_shaped,
    MATERIALIZE COLUMN all_inverse_j;
