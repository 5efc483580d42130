-- The contents to which any model credits as much as its floor.
SELECT key
FROM settled_figures
WHERE sums = {sums:UInt64} AND level = 'content' AND (
    net_payable >= {floors:Array(Int64)}[1]
    OR net_last_touch >= {floors:Array(Int64)}[2]
    OR net_first_touch >= {floors:Array(Int64)}[3]
    OR net_linear >= {floors:Array(Int64)}[4]
    OR net_position_based >= {floors:Array(Int64)}[5]
    OR net_time_decay >= {floors:Array(Int64)}[6]
    OR net_last_non_direct >= {floors:Array(Int64)}[7]
    OR net_j_shaped >= {floors:Array(Int64)}[8]
    OR net_inverse_j >= {floors:Array(Int64)}[9]
)
