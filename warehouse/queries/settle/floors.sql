-- Of a level and each model the net revenue of so many owners is at least this; 0 where there are fewer.
SELECT level, [arrayReverseSort(groupArray(net_payable))[{rank:UInt64}], arrayReverseSort(groupArray(net_last_touch))[{rank:UInt64}], arrayReverseSort(groupArray(net_first_touch))[{rank:UInt64}],
    arrayReverseSort(groupArray(net_linear))[{rank:UInt64}], arrayReverseSort(groupArray(net_position_based))[{rank:UInt64}], arrayReverseSort(groupArray(net_time_decay))[{rank:UInt64}],
    arrayReverseSort(groupArray(net_last_non_direct))[{rank:UInt64}], arrayReverseSort(groupArray(net_j_shaped))[{rank:UInt64}], arrayReverseSort(groupArray(net_inverse_j))[{rank:UInt64}]] AS floors
FROM settled_figures
WHERE sums = {sums:UInt64} AND level IN ('content', 'creator_total')
GROUP BY level
