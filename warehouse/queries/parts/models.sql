['payable', 'last_touch', 'first_touch', 'linear', 'position_based', 'time_decay', 'last_non_direct', 'j_shaped', 'inverse_j']
